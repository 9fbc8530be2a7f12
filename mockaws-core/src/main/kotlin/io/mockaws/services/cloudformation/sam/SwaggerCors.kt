package io.mockaws.services.cloudformation.sam

/** What an API of SAM's says of CORS: values as they stand in headers, with their quotes. */
internal class Cors(
    val origin: Any?,
    val methods: Any?,
    val headers: Any?,
    val maxAge: Any?,
    val credentials: Any?,
)

private const val METHOD_HEADER = "method.response.header."
private val ALL_METHODS = listOf("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")

/** Answers OPTIONS of [path] as browsers ask before a call from elsewhere; a method that is there stays. */
internal fun Swagger.addCors(
    path: String,
    cors: Cors,
) {
    var methods = cors.methods
    items(path).forEach { item ->
        if ("options" in item) return@forEach
        if (!present(cors.origin)) wrongTemplate("Invalid input. Value for AllowedOrigins is required")
        if (!present(methods)) methods = "'${allowedMethods(item)}'"
        item["options"] = preflight(cors, methods)
    }
}

private fun allowedMethods(item: Fields): String {
    val all = if (Definition.ANY_METHOD in item) ALL_METHODS else item.keys.toList() + "options"
    return all.map { it.uppercase() }.distinct().sorted().joinToString(",")
}

private fun preflight(
    cors: Cors,
    methods: Any?,
): Fields {
    val parameters = Fields(hashed = true)
    val headers = Fields(hashed = true)
    fun header(
        name: String,
        value: Any?,
        type: String = "string",
    ) {
        parameters["${METHOD_HEADER}Access-Control-$name"] = value
        headers["Access-Control-$name"] = fieldsOf("type" to type)
    }
    header("Allow-Origin", cors.origin)
    if (present(cors.headers)) header("Allow-Headers", cors.headers)
    if (present(methods)) header("Allow-Methods", methods)
    if (cors.maxAge != null) header("Max-Age", cors.maxAge, "integer")
    if (cors.credentials == true) header("Allow-Credentials", "'true'")
    return hashedOf(
        "summary" to "CORS support",
        "consumes" to itemsOf("application/json"),
        "produces" to itemsOf("application/json"),
        Definition.INTEGRATION to
            hashedOf(
                "type" to "mock",
                "requestTemplates" to fieldsOf("application/json" to "{\n  \"statusCode\" : 200\n}\n"),
                "responses" to
                    hashedOf(
                        "default" to
                            hashedOf(
                                "statusCode" to "200",
                                "responseParameters" to parameters,
                                "responseTemplates" to fieldsOf("application/json" to "{}\n"),
                            ),
                    ),
            ),
        "responses" to
            hashedOf("200" to hashedOf("description" to "Default response for CORS method", "headers" to headers)),
    )
}
