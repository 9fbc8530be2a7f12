package io.mockaws.services.cloudformation.sam

/** Events of a function by a method of a REST API. */
internal class RestEvents(
    private val event: Event,
    private val function: Made,
    private val link: Link,
) {
    private val sam = event.sam
    private val origins = sam.origins
    private val path = event.text("Path")!!
    private val method = event.text("Method")!!.let { origins.inherit(it, it.lowercase()) }
    private val api = link.resource

    fun make(): List<Made> {
        val permission = permission()
        if (present(api["__MANAGE_SWAGGER"]) || present(api["MergeDefinitions"])) integrate()
        val auth = event.fields("Auth")
        if (present(api["DefinitionBody"]) && present(auth) && present(auth!!["OverrideApiAuth"])) {
            if (listOf("Authorizer", "ApiKeyRequired", "ResourcePolicy").none { present(auth[it]) }) {
                event.refuse(
                    "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the " +
                        "OverrideApiAuth property."
                )
            }
            val editor = Swagger(api["DefinitionBody"], origins)
            RestEventAuth(event, link, method, path).apply(auth, editor)
            api["DefinitionBody"] = editor.document()
        }
        return listOf(permission)
    }

    private fun permission(): Made {
        val permission = permission(event, function, "apigateway.amazonaws.com", link.stage!!)
        val place = Definition.withStars(if (path.length > 1) path.removeSuffix("/") else path)
        val name = if (method == "any") "*" else method.uppercase()
        permission["SourceArn"] =
            sub(
                sam.arn("execute-api", "\${__ApiId__}/\${__Stage__}/$name$place"),
                fieldsOf("__ApiId__" to event["RestApiId"], "__Stage__" to "*"),
            )
        return permission
    }

    private fun integrate() {
        val body = api["DefinitionBody"] ?: return
        val merges = present(api["MergeDefinitions"])
        val editor = Swagger(if (merges) emptySwagger() else body, origins)
        if (editor.hasIntegration(
                path,
                method
            )
        ) {
            event.refuse("API method \"$method\" defined multiple times for path \"$path\".")
        }
        val auth = event.expectMap("Auth")
        val apiAuth = Expect(api["Auth"].takeIf(::present) ?: Fields(), link.id, "Auth").map()
        val streams = event["ResponseTransferMode"] == "RESPONSE_STREAM"
        editor.addLambda(
            path,
            method,
            integrationUri(sam, function, sam.partition, streams),
            function.attributes["Condition"],
            streams
        ) {
            credentials(auth, apiAuth)
        }
        if (auth.isNotEmpty()) RestEventAuth(event, link, method, path).apply(auth, editor)
        if (present(event["TimeoutInMillis"])) editor.setTimeout(path, method, event["TimeoutInMillis"])
        RequestModel(event, api, method, path).apply(editor)
        api["DefinitionBody"] = if (merges) merged(body as Fields, editor) else editor.document()
    }

    /** The role by which API Gateway calls the function where IAM authorizes. */
    private fun credentials(
        auth: Fields,
        api: Fields,
    ): Any? {
        if (auth["Authorizer"] != IAM && (api["DefaultAuthorizer"] != IAM || auth.isNotEmpty())) return null
        fun roleOf(given: Fields) = given["InvokeRole"].takeIf(::present) ?: if ("InvokeRole" in given) "NONE" else null
        val role = roleOf(auth) ?: roleOf(api)
        return when (role) {
            null, "CALLER_CREDENTIALS" -> "arn:${sam.partition}:iam::*:user/*"
            "NONE" -> null
            else -> role
        }
    }

    private fun merged(
        body: Fields,
        editor: Swagger,
    ): Fields {
        val all = body.shallow()
        val paths = (all["paths"].takeIf(::present) ?: Fields()) as Fields
        val complain: (String) -> Nothing = { wrongResource(link.id, "Property 'DefinitionBody' is invalid: $it") }
        val item = paths[path].let {
            if (it ==
                null
            ) {
                null
            } else {
                it as? Fields ?: complain("The value of '$path' should be a map")
            }
        }
        val own = Expect(
            item?.get(method).takeIf(::present) ?: Fields(),
            link.id,
            "DefinitionBody.paths.$path.$method"
        ).map()
        val made = editor.document().fields("paths")!!.fields(path)!!.fields(Definition.methodName(method))!!
        val target = item ?: Fields().also { paths[path] = it }
        target[method] = Fields().update(own).update(made)
        return all
    }

    companion object {
        private const val IAM = "AWS_IAM"

        /** The API that [event] names, and its stage. */
        fun link(event: Event): Link {
            val id = ImplicitApi.idOf(event["RestApiId"]) as? String ?: return Link("", Fields(), "AllStages")
            val resource =
                Expect(event.sam.resources[id], event.name, "RestApiId", event = true)
                    .map("RestApiId property of Api event must reference a valid resource in the same template.")
            val properties = Expect(
                resource.getOrDefault("Properties", Fields()),
                id,
                "Properties",
                attribute = true
            ).map()
            val stage = properties["StageName"]
            if (stage == "") wrongResource(id, "StageName cannot be empty.")
            return Link(id, properties, stage as? String ?: "Stage")
        }
    }
}

internal fun Event.expectMap(property: String): Fields = if (present(
        this[property]
    )
) {
    expect(property).map()
} else {
    Fields()
}

/** Where API Gateway calls [function]. */
internal fun integrationUri(
    sam: Sam,
    function: Made,
    partition: String,
    streams: Boolean = false,
): Fields {
    val isAlias = function.type == "AWS::Lambda::Alias"
    val version = if (streams) "2021-11-15" else "2015-03-31"
    val end = if (streams) "/response-streaming-invocations" else "/invocations"
    val name = if (isAlias) "\${${function.id}}" else "\${${function.id}.Arn}"
    val arn = "arn:$partition:apigateway:\${AWS::Region}:lambda:path/$version/functions/$name$end"
    return hashedOf("Fn::Sub" to if (isAlias) arn else sam.origins.inherit(function.id, arn))
}
