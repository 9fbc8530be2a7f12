package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::Api`: a REST API with its deployment and stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
internal class RestApiKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val definition = RestDefinition(sam, resource)

    fun make(): List<Made> {
        listOf("BinaryMediaTypes", "Domain", "Auth").forEach {
            resource.properties.computeIfPresent(it) { _, value -> sam.values.resolve(value) }
        }
        val api = api()
        val domain = RestDomain(sam, resource).make()
        val deployment = Deployment(sam, resource, api[BODY] ?: api[BODY_LOCATION])
        val stage = stage(deployment)
        val plans = UsagePlans(sam, resource, stage).make()
        val made = listOf(api, deployment.made(), stage) + permissions() + domain + plans
        val tags = resource["Tags"] as? Fields
        if (present(tags) && present(resource["PropagateTags"])) made.forEach { it.tag(tags!!) }
        return made
    }

    private fun api(): Made {
        definition.check()
        val api = resource.main("AWS::ApiGateway::RestApi")
        api["BinaryMediaTypes"] = resource["BinaryMediaTypes"]
        api["MinimumCompressionSize"] = resource["MinimumCompressionSize"]
        endpoint(api)
        definition.complete()
        if (present(resource["FailOnWarnings"])) api["FailOnWarnings"] = resource["FailOnWarnings"]
        definition.disableEndpoint()
        if (present(resource["DefinitionUri"])) api[BODY_LOCATION] = location() else api[BODY] = definition.finished()
        WHERE_GIVEN.forEach { if (present(resource[it])) api[it] = resource[it] }
        return api
    }

    private fun endpoint(api: Made) {
        val given =
            resource["EndpointConfiguration"].takeIf(::present) ?: if (sam.partition == "aws") return else "REGIONAL"
        val type = (given as? Fields)?.get("Type")
        if (!present(type)) {
            api["EndpointConfiguration"] = fieldsOf("Types" to itemsOf(given))
            api["Parameters"] = fieldsOf("endpointConfigurationTypes" to given)
            return
        }
        given as Fields
        val configuration = fieldsOf("Types" to itemsOf(type))
        if ("VPCEndpointIds" in given && "VpcEndpointIds" in given) {
            wrongResource(id, "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.")
        }
        (given["VPCEndpointIds"].takeIf(::present) ?: given["VpcEndpointIds"])?.let {
            configuration["VpcEndpointIds"] = it
        }
        if ("IpAddressType" in given) configuration["IpAddressType"] = given["IpAddressType"]
        api["Parameters"] = fieldsOf("endpointConfigurationTypes" to type)
        api["EndpointConfiguration"] = configuration
    }

    private fun location(): Fields {
        val from = S3Location.of(resource["DefinitionUri"], id, "DefinitionUri")
        return Fields(hashed = true).also { made ->
            from.forEach { (key, value) ->
                made[key] =
                    (value as? String)?.let { sam.origins.inherit(resource["DefinitionUri"] as? String ?: value, it) }
                        ?: value
            }
        }
    }

    private fun stage(deployment: Deployment): Made {
        val name = resource["StageName"] as? String ?: ""
        val isPlain = name.isNotEmpty() && name.all { it.isLetterOrDigit() }
        val stageId = if (isPlain) "$id${name}Stage" else "${id}Stage${Text.idHash(name)}"
        val stage = resource.part("AWS::ApiGateway::Stage", stageId)
        stage["RestApiId"] = ref(id)
        stage["DeploymentId"] = ref(deployment.id)
        SAME.forEach { stage[it] = resource[it] }
        (resource["Tags"] as? Fields)?.let { stage["Tags"] = tagList(it) }
        return stage
    }

    private fun permissions(): List<Made> =
        definition.authorizers(withIam = false).filterValues { it.needsPermission }.map { (name, authorizer) ->
            sam.authorizerPermission(resource, "$id${name}AuthorizerPermission", authorizer.function)
        }

    private companion object {
        const val BODY = "Body"
        const val BODY_LOCATION = "BodyS3Location"
        val WHERE_GIVEN =
            listOf("Name", "Description", "Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode")
        val SAME =
            listOf(
                "StageName",
                "CacheClusterEnabled",
                "CacheClusterSize",
                "Variables",
                "MethodSettings",
                "AccessLogSetting",
                "CanarySetting",
                "TracingEnabled",
            )
    }
}

/** The deployment of a REST API, whose id changes with the definition, so that a changed API is deployed anew. */
internal class Deployment(
    sam: Sam,
    private val resource: SamResource,
    body: Any?,
) {
    private val digest: String? =
        body.takeIf(::present)?.let {
            val parts = mutableListOf(Text.python(it, sam.origins))
            val version = resource["OpenApiVersion"]
            if (present(version)) parts += Text.shown(version)
            if (present(resource["Domain"])) parts += Text.json(resource["Domain"])
            sam.functionNames[resource.id]?.let { names -> parts += names }
            Text.idHash(parts.joinToString("||"), DIGEST_LENGTH)
        }

    val id: String = resource.id + "Deployment" + digest?.take(ID_LENGTH).orEmpty()

    fun made(): Made =
        resource.part("AWS::ApiGateway::Deployment", id).also {
            it["RestApiId"] = ref(resource.id)
            if (!present(resource["OpenApiVersion"])) it["StageName"] = "Stage"
            if (digest != null) it["Description"] = "RestApi deployment id: $digest"
        }

    private companion object {
        const val DIGEST_LENGTH = 40
        const val ID_LENGTH = 10
    }
}
