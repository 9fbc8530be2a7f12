package io.mockaws.services.cloudformation.sam

/** Events of a function by a route of an HTTP API. */
internal class HttpEvents(
    private val event: Event,
    private val function: Made,
    private val link: Link,
) {
    private val sam = event.sam
    private val path = event.text("Path")!!
    private val method = event.text("Method")!!.lowercase()
    private val api = link.resource.fields("Properties") ?: Fields()
    private val where = "on API method [$method] for path [$path]"

    fun make(): List<Made> {
        val permission = permission()
        integrate()
        return listOfNotNull(permission)
    }

    private fun permission(): Made? {
        val editor =
            api["DefinitionBody"].takeIf(::present)?.let { body ->
                try {
                    OpenApi(body, sam.origins)
                } catch (wrong: WrongDocument) {
                    wrongResource(link.id, wrong.messages.joinToString(" "))
                }
            }
        val isDefault = path == Definition.DEFAULT_ROUTE
        if (!isDefault &&
            editor?.calls(Definition.DEFAULT_ROUTE, Definition.ANY_METHOD, function.id) == true
        ) {
            return null
        }
        val place = if (isDefault) "" else Definition.withStars(if (path.length > 1) path.removeSuffix("/") else path)
        val name = if (method == "any" || method == Definition.ANY_METHOD) "*" else method.uppercase()
        val end = if (method == "any" && place == "/${Definition.DEFAULT_ROUTE}") place else "/$name$place"
        val permission = permission(event, function, "apigateway.amazonaws.com")
        permission["SourceArn"] =
            sub(
                sam.arn("execute-api", "\${__ApiId__}/\${__Stage__}$end", "\${AWS::Partition}"),
                fieldsOf("__ApiId__" to event["ApiId"], "__Stage__" to "*"),
            )
        return permission
    }

    private fun integrate() {
        val body = api["DefinitionBody"] ?: return
        val editor = OpenApi(body, sam.origins)
        if (present(api["__MANAGE_SWAGGER"]) && editor.hasIntegration(path, method)) {
            event.refuse("API method '$method' defined multiple times for path '$path'.")
        }
        editor.addLambda(
            path,
            method,
            integrationUri(sam, function, "\${AWS::Partition}"),
            function.attributes["Condition"]
        )
        event.fields("Auth")?.takeIf(::present)?.let { authorize(editor, it) }
        if (present(event["TimeoutInMillis"])) editor.setTimeout(path, method, event["TimeoutInMillis"])
        val names = PARAMETER.findAll(path).map { it.groupValues[1] }.toList()
        if (names.isNotEmpty()) editor.addPathParameters(path, method, names)
        if (present(event["PayloadFormatVersion"])) editor.setPayloadFormat(path, method, event["PayloadFormatVersion"])
        api["DefinitionBody"] = editor.document()
    }

    private fun authorize(
        editor: OpenApi,
        auth: Fields,
    ) {
        val apiAuth = Expect(api.getOrDefault("Auth", Fields()), link.id, "Auth").map()
        if (!present(auth["Authorizer"])) {
            auth["Authorizer"] =
                apiAuth["DefaultAuthorizer"].takeIf(::present)
                    ?: event.refuse(
                        "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' " +
                            "configured on the HttpApi."
                    )
        }
        val name = auth["Authorizer"]
        val all = if (apiAuth.isEmpty()) apiAuth else apiAuth["Authorizers"]
        val isIam = name == "AWS_IAM" && apiAuth["EnableIamAuthorizer"] == true
        if (name == "NONE") {
            if (!present(apiAuth["DefaultAuthorizer"])) {
                event.refuse(
                    "Unable to set Authorizer $where because 'NONE' is only a valid value when a " +
                        "DefaultAuthorizer on the API is specified.",
                )
            }
        } else if (!isIam) {
            checkAuthorizerType(event, name, all, where)
            val unable = "Unable to set Authorizer [${Text.shown(name)}] $where"
            if (!present(all)) event.refuse("$unable because the related API does not define any Authorizers.")
            if (!present(
                    (all as Fields)[name as String]
                )
            ) {
                event.refuse("$unable because it wasn't defined in the API's Authorizers.")
            }
        }
        val scopes = auth["AuthorizationScopes"]
        if (present(scopes) && scopes !is List<*>) {
            event.refuse("Unable to set Authorizer $where because 'AuthorizationScopes' must be a list of strings.")
        }
        editor.setAuthorizer(path, method, name as String, all as? Fields, scopes)
    }

    private companion object {
        val PARAMETER = Regex("""\{(.*?)}""")
    }
}
