package io.mockaws.services.cloudformation.sam

private const val IAM = "AWS_IAM"
private const val NO_AUTHORIZER = "NONE"
private const val API_KEY = "api_key"
private const val NO_API_KEY = "api_key_false"

/** Gives the methods of [path] authorizer [name], those that say nothing else. */
internal fun Swagger.setDefaultAuthorizer(
    path: String,
    name: String,
    authorizers: Map<String, RestAuthorizer>,
    preflightToo: Boolean,
) {
    val known = authorizers.keys + IAM
    methods(path).forEach { (method, definition) ->
        if (!preflightToo && method == "options") return@forEach
        val (authorized, other) = securityOf(definition, path, method).partition { it.keys.any(known::contains) }
        val none = other.firstOrNull { NO_AUTHORIZER in it }
        val security: List<Any?> =
            when {
                none != null -> other.filter { it !== none }
                authorized.isNotEmpty() -> other + authorized
                else -> other + hashedOf(name to (authorizers[name]?.scopes ?: mutableListOf<Any?>()))
            }
        if (security.isNotEmpty()) setSecurity(definition, security)
    }
}

/** Gives the methods of [path] that say nothing else the need of an API key. */
internal fun Swagger.setDefaultApiKey(
    path: String,
    optionsToo: Boolean,
) = methods(path).forEach { (method, definition) ->
    val existing = securityOf(definition, path, method)
    val (keyed, other) = existing.partition { API_KEY in it || NO_API_KEY in it }
    val needsNone = keyed.any { NO_API_KEY in it } || (method == "options" && !optionsToo)
    val security = if (needsNone) other else other + hashedOf(API_KEY to mutableListOf<Any?>())
    if (security != existing) definition["security"] = security.toMutableList<Any?>()
}

/** Gives one method what the event says: an authorizer, whether a key is needed. */
internal fun Swagger.setAuth(
    path: String,
    method: String,
    auth: Fields,
    api: Fields,
) {
    val authorizer = auth["Authorizer"]
    if (present(authorizer)) {
        val authorizers = api.fields("Auth")?.get("Authorizers")
        setAuthorizer(path, method, authorizer as String, authorizers as? Fields, auth["AuthorizationScopes"])
    }
    val key = auth["ApiKeyRequired"] ?: return
    definitions(path, method).forEach { definition ->
        if (present(key)) addApiKeyScheme()
        val needed = hashedOf((if (present(key)) API_KEY else NO_API_KEY) to mutableListOf<Any?>())
        definition["security"] = (securityOf(definition, path, method) + needed).toMutableList<Any?>()
    }
}

private fun Swagger.setAuthorizer(
    path: String,
    method: String,
    name: String,
    authorizers: Fields?,
    scopes: Any?,
) = definitions(path, method).forEach { definition ->
    val existing = securityOf(definition, path, method)
    var of: Any? = mutableListOf<Any?>()
    if (name != NO_AUTHORIZER && !authorizers.isNullOrEmpty()) {
        val authorizer =
            authorizers.getOrDefault(name, Fields()) as? Fields
                ?: wrongDocument("Type of authorizer '$name' must be a dictionary")
        val needed = scopes ?: authorizer["AuthorizationScopes"]
        if (authorizers[name] != null && needed != null) of = needed
    }
    setSecurity(definition, existing + hashedOf(name to of))
}

private fun Swagger.setSecurity(
    definition: Fields,
    security: List<Any?>,
) {
    definition["security"] = security.toMutableList()
    if (IAM in security[0] as Fields) addIamScheme()
}

private fun Swagger.addIamScheme() {
    val all = schemes()
    if (IAM !in all) {
        all[IAM] =
            hashedOf(
                "x-amazon-apigateway-authtype" to "awsSigv4",
                "type" to "apiKey",
                "name" to "Authorization",
                "in" to "header"
            )
    }
}

internal fun Swagger.addApiKeyScheme() {
    val all = schemes()
    if (API_KEY !in all) all[API_KEY] = hashedOf("type" to "apiKey", "name" to "x-api-key", "in" to "header")
}

internal fun Swagger.addSchemes(authorizers: Map<String, RestAuthorizer>) = schemes().let { all ->
    authorizers.forEach { (name, authorizer) -> all[name] = authorizer.scheme() }
}

private fun Swagger.schemes(): Fields =
    securityDefinitions as? Fields ?: wrongTemplate("securityDefinitions must be a dictionary.")

private fun Swagger.securityOf(
    definition: Fields,
    path: String,
    method: String,
): List<Fields> {
    val all =
        definition.getOrDefault("security", mutableListOf<Any?>()) as? List<*>
            ?: wrongDocument("Type of security for path $path method $method must be a list")
    return all.map {
        it as? Fields ?: wrongDocument(
            "${Text.shown(it)} in Security for path $path method " +
                "$method is not a valid dictionary."
        )
    }
}
