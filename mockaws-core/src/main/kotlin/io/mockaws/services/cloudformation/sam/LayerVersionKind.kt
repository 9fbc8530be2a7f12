package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::LayerVersion`: a version of a layer, whose id changes with its properties.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
 */
internal class LayerVersionKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id

    fun make(): Made {
        TEXTS.forEach { name -> resource.properties.computeIfPresent(name) { _, value -> text(name, value) } }
        val retention = retention()
        val layer =
            Made(
                "AWS::Lambda::LayerVersion",
                id + Text.idHash(fieldsOf(id to whatCounts())),
                resource.passedOn,
                resource.dependsOn
            )
        layer.attributes.putIfAbsent("DeletionPolicy", RETAIN)
        if (retention != null) layer.attributes["DeletionPolicy"] = retention
        layer["LayerName"] = resource["LayerName"].takeIf(::present) ?: id
        layer["Content"] = S3Location.ofCode(resource["ContentUri"], layer.id, "ContentUri")
        listOf("Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo").forEach {
            layer[it] =
                resource[it]
        }
        architectures(layer)
        sam.made.rename(id, layer.id)
        return layer
    }

    private fun text(
        name: String,
        given: Any?,
    ): Any? {
        if (given == null) return null
        return sam.values.resolve(given).also {
            if (it !is String &&
                !isIntrinsic(it)
            ) {
                wrongResource(id, "Could not resolve parameter for '$name' or parameter is not a String.")
            }
        }
    }

    private fun whatCounts(): Fields {
        val made = fieldsOf("Type" to resource.type)
        if (present(resource.dependsOn)) made["DependsOn"] = resource.dependsOn
        made.update(resource.attributes)
        listOf("DeletionPolicy", "UpdateReplacePolicy", "Metadata").forEach { made.remove(it) }
        made["Properties"] =
            Fields().also { all ->
                resource.properties.forEach { (name, value) ->
                    if (value !=
                        null
                    ) {
                        all[name] = value
                    }
                }
            }
        return made
    }

    private fun retention(): String? {
        val given = resource["RetentionPolicy"] ?: return null
        val options = "['$RETAIN', '$DELETE']"
        if (isIntrinsic(given)) {
            wrongResource(
                id,
                "'RetentionPolicy' does not accept intrinsic functions, please use one of the following " +
                    "options: $options"
            )
        }
        if (given !is String) {
            wrongResource(
                id,
                "Invalid 'RetentionPolicy' type, please use one of the following options: $options"
            )
        }
        return listOf(RETAIN, DELETE).firstOrNull { it.equals(given, ignoreCase = true) }
            ?: wrongResource(id, "'RetentionPolicy' must be one of the following options: $options.")
    }

    private fun architectures(layer: Made) {
        val given = layer["CompatibleArchitectures"] as? List<*> ?: return
        if (given.any { !isIntrinsic(it) && it != "x86_64" && it != "arm64" }) {
            wrongResource(layer.id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'")
        }
    }

    private companion object {
        const val RETAIN = "Retain"
        const val DELETE = "Delete"
        val TEXTS = listOf("LayerName", "LicenseInfo", "Description", "RetentionPolicy")
    }
}
