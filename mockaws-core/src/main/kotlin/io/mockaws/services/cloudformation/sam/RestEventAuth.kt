package io.mockaws.services.cloudformation.sam

/** Property `Auth` of an event by a method of a REST API. */
internal class RestEventAuth(
    private val event: Event,
    private val link: Link,
    private val method: String,
    private val path: String,
) {
    private val where = "on API method [$method] for path [$path]"

    fun apply(
        auth: Fields,
        editor: Swagger,
    ) {
        val api = event.sam.values.resolve(link.resource["Auth"]) as? Fields
        val authorizer = auth["Authorizer"]
        if (present(authorizer)) checkAuthorizer(authorizer, api)
        val scopes = auth["AuthorizationScopes"]
        if (present(scopes)) {
            Expect(scopes, event.name, "Auth.AuthorizationScopes", event = true).list()
            if (!present(authorizer)) event.refuse("AuthorizationScopes works only when Authorizer is set")
        }
        val key = auth["ApiKeyRequired"]
        if (key != null && !present(key) && !present(api?.get("ApiKeyRequired"))) {
            event.refuse(
                "Unable to set ApiKeyRequired [False] $where because the related API does not specify " +
                    "any ApiKeyRequired."
            )
        }
        if (present(authorizer) || key != null) editor.setAuth(path, method, auth, link.resource)
        val policy = auth["ResourcePolicy"]
        if (!present(policy)) return
        val given = Expect(policy, event.name, "Auth.ResourcePolicy").map()
        editor.policy.add(given, path, editor.items(path).flatMap { it.ordered() }, link.stage)
        if (present(given["CustomStatements"])) editor.policy.addStatements(given["CustomStatements"])
        editor.setPolicy()
    }

    private fun checkAuthorizer(
        name: Any?,
        api: Fields?,
    ) {
        val all = api?.get("Authorizers")
        if (present(all)) Expect(all, link.id, "Auth.Authorizers").map()
        when {
            name == "AWS_IAM" -> Unit

            name == "NONE" -> {
                if (!present(api?.get("DefaultAuthorizer"))) {
                    event.refuse(
                        "Unable to set Authorizer $where because 'NONE' is only a valid value when a " +
                            "DefaultAuthorizer on the API is specified.",
                    )
                }
            }

            else -> {
                val unable = "Unable to set Authorizer [${Text.shown(name)}] $where"
                if (!present(all)) event.refuse("$unable because the related API does not define any Authorizers.")
                checkAuthorizerType(event, name, all, where)
                if (!present((all as Fields)[name as String])) {
                    event.refuse("$unable because it wasn't defined in the API's Authorizers.")
                }
            }
        }
    }
}

internal fun checkAuthorizerType(
    event: Event,
    name: Any?,
    authorizers: Any?,
    where: String,
) {
    if (name !is String || authorizers !is Fields) {
        event.refuse(
            "Unable to set Authorizer [${Text.shown(name)}] $where. The method authorizer must be a string with " +
                "a corresponding dict entry " +
                "in the api authorizer.",
        )
    }
}

/** Properties `RequestModel` and `RequestParameters` of an event by a method of a REST API. */
internal class RequestModel(
    private val event: Event,
    private val api: Fields,
    private val method: String,
    private val path: String,
) {
    fun apply(editor: Swagger) {
        model(editor)
        parameters(editor)
    }

    private fun model(editor: Swagger) {
        val given = event.expectMap("RequestModel")
        val name = given["Model"].takeIf(::present) ?: return
        val unable = "Unable to set RequestModel [${Text.shown(name)}] on API method [$method] for path [$path] because"
        val models = api["Models"].takeIf(::present) ?: event.refuse(
            "$unable the related API does not define " +
                "any Models."
        )
        if (models !is Fields) event.refuse("$unable the related API Models defined is of invalid type.")
        if (name !is String) event.refuse("$unable the related API does not contain valid Models.")
        if (!present(models[name])) event.refuse("$unable it wasn't defined in the API's Models.")
        editor.setModel(path, method, given)
        val body = given["ValidateBody"]
        val parameters = given["ValidateParameters"]
        if (body == null && parameters == null) return
        if ((body ?: false) !is Boolean || (parameters ?: false) !is Boolean) {
            event.refuse(
                "Unable to set Validator to RequestModel [$name] on API method [$method] for path [$path] " +
                    "ValidateBody and " +
                    "ValidateParameters must be a boolean type, strings or intrinsics are not supported.",
            )
        }
        editor.setValidator(path, method, body == true, parameters == true)
    }

    private fun parameters(editor: Swagger) {
        val given = event["RequestParameters"] as? List<*> ?: return
        if (given.isNotEmpty()) editor.addParameters(path, method, given.map { parameter(it) })
    }

    private fun parameter(given: Any?): Triple<String, Any?, Any?> {
        val start = "Invalid value for 'RequestParameters' property."
        val name =
            when (given) {
                is String -> given
                is Fields -> given.ordered().first()
                else -> event.refuse("$start Property must be either a string or an object")
            }
        if (!NAME.containsMatchIn(name)) {
            event.refuse(
                "$start Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g " +
                    "'method.request.header.Authorization'.",
            )
        }
        if (given is String) return Triple(name, false, false)
        val settings = (given as Fields)[name]
        if (settings !is Fields || !settings.keys.all { it == "Required" || it == "Caching" }) {
            event.refuse("$start Values must be an object, e.g { Required: true, Caching: false }")
        }
        return Triple(name, settings.getOrDefault("Required", false), settings.getOrDefault("Caching", false))
    }

    private companion object {
        val NAME = Regex("""^method\.request\.(querystring|path|header)\.""")
    }
}
