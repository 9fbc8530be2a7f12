package io.mockaws.services.cloudformation.sam

/** What the properties of a REST API do to its definition. */
internal class RestDefinition(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private var body: Any? = resource["DefinitionBody"]
    private val auth = resource["Auth"] as? Fields
    private val version = resource["OpenApiVersion"]

    fun check() {
        if (present(resource["DefinitionUri"]) && present(body)) {
            wrongResource(id, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.")
        }
        if (present(resource["DefinitionUri"]) && present(resource["MergeDefinitions"])) {
            wrongResource(id, "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.")
        }
        if (present(version) &&
            !SUPPORTED.matches(Text.shown(version))
        ) {
            wrongResource(id, "The OpenApiVersion value must be of the format '3.0.0'.")
        }
    }

    fun complete() {
        cors()
        auth()
        gatewayResponses()
        if (present(resource["BinaryMediaTypes"]) &&
            present(body)
        ) {
            edit { it.setBinaryTypes(resource["BinaryMediaTypes"]) }
        }
        models()
    }

    fun disableEndpoint() {
        val disabled = resource["DisableExecuteApiEndpoint"] ?: return
        if (!present(body)) wrongResource(id, "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.")
        edit { it.disableEndpoint(disabled) }
    }

    fun finished(): Any? = body.takeIf(::present)?.let { asVersion(it as Fields) }

    private fun edit(change: (Swagger) -> Unit) {
        body = Swagger(body, sam.origins).also(change).document()
    }

    private fun inline(property: String) {
        if (!present(
                body
            )
        ) {
            wrongResource(id, "$property works only with inline Swagger specified in 'DefinitionBody' property.")
        }
    }

    private fun valid(what: String) {
        if (!Swagger.isValid(
                body
            )
        ) {
            wrongResource(
                id,
                "Unable to add $what because 'DefinitionBody' does not contain a valid Swagger definition."
            )
        }
    }

    private fun cors() {
        val given = resource["Cors"].takeIf(::present) ?: return
        inline("Cors")
        val fields = if (given is String ||
            isIntrinsic(given)
        ) {
            fieldsOf("AllowOrigin" to given)
        } else {
            given as? Fields
                ?: wrongResource(id, "Invalid value for 'Cors' property")
        }
        fields.ordered().firstOrNull {
            it !in CORS
        }?.let { wrongResource(id, "Invalid key '$it' for 'Cors' property.") }
        valid("Cors configuration")
        val origin = fields.getOrDefault("AllowOrigin", "'*'")
        if (fields["AllowCredentials"] == true && origin == "'*'") {
            wrongResource(
                id,
                "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' " +
                    "is \"'*'\" or not set"
            )
        }
        val cors =
            Cors(origin, fields["AllowMethods"], fields["AllowHeaders"], fields["MaxAge"], fields["AllowCredentials"])
        edit { swagger ->
            val done = mutableSetOf<String>()
            swagger.paths.ordered().forEach { path ->
                if (!done.add(if (path == "/") path else path.trimEnd('/'))) return@forEach
                try {
                    swagger.addCors(path, cors)
                } catch (wrong: Wrong) {
                    wrongResource(id, wrong.text)
                }
            }
        }
    }

    private fun auth() {
        val given = auth.takeIf(::present) ?: return
        inline("Auth")
        if (!given.keys.all { it in AUTH }) wrongResource(id, "Invalid value for 'Auth' property")
        valid("Auth configuration")
        edit { swagger ->
            val all = authorizers(withIam = true)
            if (all.isNotEmpty()) {
                swagger.addSchemes(all)
                defaultAuthorizer(swagger, all, given)
            }
            if (present(given["ApiKeyRequired"])) {
                swagger.addApiKeyScheme()
                val optionsToo = present(given.getOrDefault("AddApiKeyRequiredToCorsPreflight", true))
                swagger.paths.ordered().forEach { swagger.setDefaultApiKey(it, optionsToo) }
            }
            policy(swagger, given["ResourcePolicy"])
        }
        body = asVersion(body as Fields)
    }

    private fun defaultAuthorizer(
        swagger: Swagger,
        all: Map<String, RestAuthorizer>,
        given: Fields,
    ) {
        val name = given["DefaultAuthorizer"].takeIf(::present) ?: return
        if (name !is String) wrongResource(id, "DefaultAuthorizer is not a string.")
        if (name !in all && name != IAM) {
            wrongResource(id, "Unable to set DefaultAuthorizer because '$name' was not defined in 'Authorizers'.")
        }
        val preflightToo = present(given.getOrDefault("AddDefaultAuthorizerToCorsPreflight", true))
        swagger.paths.ordered().forEach { swagger.setDefaultAuthorizer(it, name, all, preflightToo) }
    }

    private fun policy(
        swagger: Swagger,
        given: Any?,
    ) {
        if (!present(given)) return
        if (given !is Fields) wrongDocument("ResourcePolicy must be a map (ResourcePolicyStatement).")
        swagger.paths.ordered().forEach { path ->
            swagger.policy.add(given, path, swagger.items(path).flatMap { it.ordered() }, resource["StageName"])
        }
        if (present(given["CustomStatements"])) swagger.policy.addStatements(given["CustomStatements"])
        if (swagger.paths.isNotEmpty() || present(given["CustomStatements"])) swagger.setPolicy()
    }

    /** The authorizers by name; IAM, where it is the default, only [withIam]. */
    fun authorizers(withIam: Boolean): Map<String, RestAuthorizer> {
        val given = auth ?: return emptyMap()
        val all = LinkedHashMap<String, RestAuthorizer>()
        val default = given.text("DefaultAuthorizer")
        if (withIam && default == IAM) all[default] = RestAuthorizer(sam, id, IAM, Fields(), isIam = true)
        if (!present(given["Authorizers"])) return all
        val named = Expect(given["Authorizers"], id, "Auth.Authorizers").map()
        named.ordered().forEach {
            all[it] =
                RestAuthorizer(sam, id, it, Expect(named[it], id, "Auth.Authorizers.$it").map())
        }
        return all
    }

    private fun gatewayResponses() {
        val given = resource["GatewayResponses"] as? Fields
        if (!present(given)) return
        inline("GatewayResponses")
        GatewayResponses.check(id, given!!)
        valid("Auth configuration")
        edit { it.addGatewayResponses(GatewayResponses.made(sam, id, given)) }
    }

    private fun models() {
        val given = resource["Models"] as? Fields
        if (!present(given)) return
        inline("Models")
        valid("Models definitions")
        if (!given!!.values.all { it is Fields }) wrongResource(id, "Invalid value for 'Models' property")
        edit { it.addModels(given) }
        body = asVersion(body as Fields)
    }

    /** [body] in the words of OpenAPI 3 if that is what it is. */
    private fun asVersion(body: Fields): Fields {
        if (body["swagger"] != null) return body
        val is3 = (
            if (body["openapi"] != null &&
                version == null
            ) {
                body["openapi"]
            } else {
                version
            }
            ).let { present(it) && isOpenApi3(it) }
        if (is3) OpenApi3.adapt(body)
        return body
    }

    private companion object {
        const val IAM = "AWS_IAM"
        val SUPPORTED = Regex("""[2-3](\.\d)(\.\d)?""")
        val CORS = listOf("AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials")
        val AUTH =
            setOf(
                "Authorizers",
                "DefaultAuthorizer",
                "InvokeRole",
                "AddDefaultAuthorizerToCorsPreflight",
                "AddApiKeyRequiredToCorsPreflight",
                "ApiKeyRequired",
                "ResourcePolicy",
                "UsagePlan",
            )
    }
}
