package io.mockaws.services.cloudformation.sam

/** Property `AutoPublishAlias`: a version whose id changes with the code, and the alias that leads to it. */
internal class FunctionVersions(
    private val sam: Sam,
    private val resource: SamResource,
    private val function: Made,
) {
    private val id = resource.id

    /** The version, then the alias. */
    fun make(): List<Made> {
        val name =
            sam.values.resolve(resource["AutoPublishAlias"]) as? String
                ?: wrongResource(id, "'AutoPublishAlias' must be a string or a Ref to a template parameter")
        val digest = digest()
        val version = version(digest)
        return listOf(version, alias(name, version))
    }

    private fun digest(): String? {
        val given = resource["AutoPublishCodeSha256"].takeIf(::present) ?: return null
        val digest = sam.values.resolve(given) as? String ?: wrongResource(id, "AutoPublishCodeSha256 must be a string")
        val description = sam.values.resolve(resource["Description"])
        function["Description"] =
            when {
                !present(description) -> digest
                description is String -> "$description $digest"
                else -> fieldsOf("Fn::Join" to itemsOf(" ", itemsOf(description, digest)))
            }
        return digest
    }

    private fun version(digest: String?): Made {
        val code = sam.values.resolve(function["Code"]) as Fields
        val data = if (present(resource["AutoPublishAliasAllProperties"])) allProperties() else codeAndMore(code)
        val hash = digest?.takeIf { it.isNotEmpty() }?.take(HASH) ?: Text.idHash(data)
        val version = resource.part("AWS::Lambda::Version", "${id}Version$hash")
        if ("DeletionPolicy" !in version.attributes) version.attributes["DeletionPolicy"] = deletionPolicy()
        version["FunctionName"] = ref(id)
        version["Description"] = resource["VersionDescription"]
        if (resource["CapacityProviderConfig"] != null) {
            version["FunctionScalingConfig"] = resource["FunctionScalingConfig"]
        }
        return version
    }

    private fun deletionPolicy(): Any {
        val usual = if (resource["CapacityProviderConfig"] != null) "Delete" else "Retain"
        return resource["VersionDeletionPolicy"] ?: usual
    }

    private fun codeAndMore(code: Fields): Fields {
        val data = code.shallow()
        (function["Environment"] as? Fields)?.let { data.update(it) }
        if (present(function["MemorySize"])) data["MemorySize"] = function["MemorySize"]
        (function["SnapStart"] as? Fields)?.let {
            if (it.getOrDefault("ApplyOn", "None") != "None") data["SnapStart"] = it
        }
        return data
    }

    private fun allProperties(): Fields {
        val data = function.properties.shallow()
        (function["Layers"] as? List<*>)?.forEach { layer ->
            val layerId = referredId(layer) ?: return@forEach
            val properties = sam.resultResources.fields(layerId)?.fields("Properties") ?: return@forEach
            if (present(properties["PublishLambdaVersion"])) data[layerId] = properties
        }
        return data
    }

    private fun alias(
        name: String,
        version: Made,
    ): Made {
        if (name.isEmpty()) wrongResource(id, "Alias name is required to create an alias")
        if (!NAME.matches(name)) {
            wrongResource(
                id,
                "AutoPublishAlias name ('$name') must contain only alphanumeric characters, hyphens, or " +
                    "underscores matching " +
                    "(?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.",
            )
        }
        val alias = resource.part("AWS::Lambda::Alias", "${id}Alias" + name.replace('-', 'D').replace('_', 'U'))
        alias["Name"] = name
        alias["FunctionName"] = ref(id)
        alias["FunctionVersion"] = getAtt(version.id, "Version")
        if (present(resource["ProvisionedConcurrencyConfig"])) {
            alias["ProvisionedConcurrencyConfig"] = resource["ProvisionedConcurrencyConfig"]
        }
        return alias
    }

    private companion object {
        const val HASH = 10
        val NAME = Regex("(?!^[0-9]+$)([a-zA-Z0-9\\-_]+)$")
    }
}
