package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::HttpApi`: an HTTP API with its stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
internal class HttpApiKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private var body: Any? = resource["DefinitionBody"]
    private var tags: Fields? = (resource["Tags"] as? Fields)?.takeIf(::present)
    private val auth = resource["Auth"] as? Fields
    private val uri = resource["DefinitionUri"]

    fun make(): List<Made> {
        listOf("CorsConfiguration", "Domain").forEach {
            resource.properties.computeIfPresent(it) { _, value -> sam.values.resolve(value) }
        }
        val api = api()
        val domain = HttpDomain(sam, resource, DEFAULT_TAG).make()
        val permissions =
            authorizers().filterValues { it.needsPermission }.map { (name, authorizer) ->
                sam.authorizerPermission(
                    resource,
                    "$id${name}AuthorizerPermission",
                    authorizer.function,
                    "\${AWS::Partition}"
                )
            }
        val made = listOf(api) + permissions + domain + stage()
        if (resource["DefinitionBody"] != null) tags?.let { all -> made.forEach { it.tag(all) } }
        return made
    }

    private fun api(): Made {
        val api = resource.main("AWS::ApiGatewayV2::Api")
        if (present(uri) && present(body)) {
            wrongResource(id, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.")
        }
        if (present(resource["CorsConfiguration"])) cors(resource["CorsConfiguration"])
        if (present(auth)) auth(auth!!)
        tags()
        if (present(resource["FailOnWarnings"])) api["FailOnWarnings"] = resource["FailOnWarnings"]
        resource["DisableExecuteApiEndpoint"]?.let { disabled ->
            if (!present(body)) {
                wrongResource(id, "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.")
            }
            edit { it.disableEndpoint(disabled) }
        }
        info("Name", "title", { it != ref("AWS::StackName") }) { editor, text -> editor.title(text) }
        info("Description", "description", ::present) { editor, text -> editor.describe(text) }
        defaultPath()
        when {
            present(uri) -> api["BodyS3Location"] = S3Location.of(uri, id, "DefinitionUri")

            present(body) -> api["Body"] = body

            else ->
                wrongResource(
                    id,
                    "'DefinitionUri' or 'DefinitionBody' are required properties of an " +
                        "'AWS::Serverless::HttpApi'. Add a value for one of " +
                        "these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.",
                )
        }
        return api
    }

    private fun edit(change: (OpenApi) -> Unit) {
        body = OpenApi(body, sam.origins).also(change).document()
    }

    private fun inline(
        property: String,
        where: String = "in the 'DefinitionBody' property",
    ) {
        if (!present(body)) wrongResource(id, "$property works only with inline OpenApi specified $where.")
    }

    private fun valid(what: String) {
        if (!OpenApi.isValid(body)) {
            wrongResource(
                id,
                "Unable to add $what because 'DefinitionBody' does not contain a valid OpenApi " +
                    "definition."
            )
        }
    }

    private fun cors(given: Any?) {
        inline("Cors", "in 'DefinitionBody' property")
        val fields =
            when {
                given is Boolean -> fieldsOf("AllowOrigins" to itemsOf("*"))
                isIntrinsic(given) -> fieldsOf("AllowOrigins" to given)
                else -> given as? Fields ?: wrongResource(id, "Invalid value for 'Cors' property.")
            }
        fields.ordered().firstOrNull {
            it !in CORS
        }?.let {
            wrongResource(id, "Invalid key '$it' for 'Cors' property.")
        }
        valid("Cors configuration")
        if (fields["AllowCredentials"] == true && fields["AllowOrigins"] == listOf("*")) {
            wrongResource(
                id,
                "Unable to add Cors configuration because 'AllowCredentials' can not be true when " +
                    "'AllowOrigin' is \"'*'\" or not set."
            )
        }
        edit { it.setCors(fields) }
    }

    private fun auth(given: Fields) {
        inline("Auth")
        if (!given.keys.all { it in AUTH }) wrongResource(id, "Invalid value for 'Auth' property")
        valid("Auth configuration")
        val all = authorizers()
        edit { editor ->
            editor.addSchemes(all)
            val default = given["DefaultAuthorizer"]
            if (!present(default) || isNoValue(default)) return@edit
            val name = Expect(default, id, "Auth.DefaultAuthorizer").string()
            if (name !in all) {
                wrongResource(id, "Unable to set DefaultAuthorizer because '$name' was not defined in 'Authorizers'.")
            }
            editor.paths.ordered().forEach { editor.setDefaultAuthorizer(it, name, all[name]) }
        }
    }

    private fun authorizers(): Map<String, HttpAuthorizer> {
        val all = LinkedHashMap<String, HttpAuthorizer>()
        if (auth?.get("EnableIamAuthorizer") == true) {
            all["AWS_IAM"] = HttpAuthorizer(sam, id, "AWS_IAM", Fields(), isIam = true)
        }
        val given = auth?.get("Authorizers")
        if (!present(given)) return all
        val named = Expect(given, id, "Auth.Authorizers").map()
        named.ordered().forEach { name ->
            val authorizer = Expect(named[name], id, "Auth.Authorizers.$name").map()
            if ("OpenIdConnectUrl" in authorizer) {
                wrongResource(
                    id,
                    "'OpenIdConnectUrl' is no longer a supported property for authorizer '$name'. Please refer " +
                        "to the AWS SAM documentation.",
                )
            }
            all[name] = HttpAuthorizer(sam, id, name, authorizer)
        }
        return all
    }

    private fun tags() {
        if (tags != null) inline("Tags")
        if (!present(body)) return
        if (tags != null) valid("`Tags`")
        if (!OpenApi.isValid(body)) return
        val all = (tags ?: Fields()).also { tags = it }
        all[DEFAULT_TAG] = "SAM"
        edit { it.addTags(all) }
    }

    private fun info(
        property: String,
        field: String,
        isDefined: (Any?) -> Boolean,
        set: (OpenApi, Any?) -> Unit,
    ) {
        val given = resource[property].takeIf(::present) ?: return
        inline(property)
        val end = if (property == "Name") "." else "'."
        val there = deep(body as Fields, "info.$field") { wrongResource(id, "Invalid 'DefinitionBody': $it$end") }
        if (isDefined(there)) {
            wrongResource(
                id,
                "Unable to set $property because it is already defined within inline OpenAPI specified in the " +
                    "'DefinitionBody' property.",
            )
        }
        edit { set(it, given) }
    }

    private fun defaultPath() {
        if (!present(resource["FailOnWarnings"]) || !present(body)) return
        val paths = (body as Fields).fields("paths") ?: return
        if (DEFAULT in paths) paths["/$DEFAULT"] = paths.remove(DEFAULT)
    }

    private fun stage(): Made {
        val name = resource["StageName"].takeIf(::present) ?: DEFAULT
        val text = name as? String ?: ""
        val stageId =
            when {
                text == DEFAULT -> "${id}ApiGatewayDefaultStage"
                text.isNotEmpty() && text.all { it.isLetterOrDigit() } -> "$id${text}Stage"
                else -> "${id}Stage${Text.idHash(text)}"
            }
        val stage = resource.part("AWS::ApiGatewayV2::Stage", stageId)
        stage["ApiId"] = ref(id)
        stage["StageName"] = name
        listOf("StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings").forEach {
            stage[it] = resource[it]
        }
        stage["Tags"] = tags
        stage["AutoDeploy"] = true
        return stage
    }

    private companion object {
        const val DEFAULT = "\$default"
        const val DEFAULT_TAG = "httpapi:createdBy"
        val CORS = setOf("AllowMethods", "AllowHeaders", "AllowOrigins", "MaxAge", "ExposeHeaders", "AllowCredentials")
        val AUTH = setOf("Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer")
    }
}
