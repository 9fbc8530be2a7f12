package io.mockaws.services.cloudformation.sam

/** The definition of an API while it is edited: what Swagger and OpenAPI have in common. Works on a copy. */
internal abstract class Definition(
    body: Fields,
    protected val origins: Origins,
) {
    protected val doc: Fields = body.copy()
    val paths: Fields = doc.fields("paths")!!

    /** What became of the definition. */
    abstract fun document(): Fields

    fun addPath(
        path: String,
        method: String,
    ) {
        val name = origins.normalized(method)
        if (path !in paths) paths[path] = Fields(hashed = true)
        if (paths[path] !is Fields) {
            wrongDocument(
                "Value of '$path' path must be a dictionary according to Swagger spec."
            )
        }
        variants(paths[path]).forEach { item ->
            (item as Fields).let {
                if (name !in
                    it
                ) {
                    it[name] = Fields(hashed = true)
                }
            }
        }
    }

    fun hasIntegration(
        path: String,
        method: String,
    ): Boolean {
        val name = methodName(method)
        if (path !in paths) return false
        val items = variants(paths[path])
        if (items.any { it !is Fields || name !in it }) return false
        return items.all { item ->
            (item as Fields)[name].let {
                it is Fields &&
                    variants(it).any { one -> integrated(definition(one, path, name)) }
            }
        }
    }

    /** The definitions of [method] of [path], one for each branch of a condition. */
    fun definitions(
        path: String,
        method: String,
        integratedOnly: Boolean = true,
    ): List<Fields> {
        val name = methodName(method)
        return items(path)
            .flatMap { variants(it[name]) }
            .map { definition(it, path, method) }
            .filter { !integratedOnly || integrated(it) }
    }

    /** The definitions of [path], one for each branch of a condition. */
    fun items(path: String): List<Fields> =
        variants(paths[path]).map {
            it as? Fields
                ?: wrongDocument("Value of '$path' path must be a dictionary according to Swagger spec.")
        }

    fun setTimeout(
        path: String,
        method: String,
        milliseconds: Any?,
    ) = definitions(path, method).forEach { it.fields(INTEGRATION)!!["timeoutInMillis"] = milliseconds }

    protected fun security(
        definition: Fields,
        path: String,
        method: String,
    ): Items =
        definition.getOrDefault("security", mutableListOf<Any?>()).asItems()
            ?: wrongDocument("Type of security for path $path method $method must be a list")

    protected fun definition(
        value: Any?,
        path: String,
        method: String,
    ): Fields = value as? Fields ?: wrongDocument("Definition of method '$method' for path '$path' should be a map.")

    protected fun integrated(definition: Fields): Boolean = present(definition[INTEGRATION])

    companion object {
        const val INTEGRATION: String = "x-amazon-apigateway-integration"
        const val ANY_METHOD: String = "x-amazon-apigateway-any-method"
        const val DEFAULT_ROUTE: String = "\$default"
        const val ENDPOINT: String = "x-amazon-apigateway-endpoint-configuration"
        private val PARAMETER = Regex("""\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)}""")

        fun methodName(method: String): String = method.lowercase().let { if (it == "any") ANY_METHOD else it }

        /** [value], or the branches of the Fn::If that it is. */
        fun variants(value: Any?): List<Any?> {
            if (value !is Fields || "Fn::If" !in value) return listOf(value)
            val branches = value.items("Fn::If") ?: wrongDocument("Value of Fn::If must be a list.")
            return branches.drop(1).filter { !isNoValue(it) }
        }

        /** [path] with a star for each of its parameters. */
        fun withStars(path: String): String = PARAMETER.replace(path, "*")
    }
}

internal fun Origins.normalized(method: String): String = inherit(method, method.lowercase()).let {
    if (it ==
        "any"
    ) {
        Definition.ANY_METHOD
    } else {
        it
    }
}

private val OPEN_API_3 = Regex("""3(\.\d)(\.\d)?""")

internal fun isOpenApi3(version: Any?): Boolean = OPEN_API_3.matches(Text.shown(version))

internal fun emptySwagger(): Fields =
    hashedOf(
        "swagger" to "2.0",
        "info" to hashedOf("version" to "1.0", "title" to ref("AWS::StackName")),
        "paths" to Fields(hashed = true),
    )

internal fun emptyOpenApi(): Fields =
    hashedOf(
        "openapi" to "3.0.1",
        "info" to hashedOf("version" to "1.0", "title" to ref("AWS::StackName")),
        "paths" to Fields(hashed = true),
    )

/** The value at [path] in maps; the complaint, where one of them is no map, is about what is there. */
internal inline fun deep(
    from: Fields,
    path: String,
    complain: (String) -> Nothing,
): Any? {
    var at: Any? = from
    var seen = ""
    path.split('.').forEach { step ->
        if (at == null) return null
        val fields =
            at as? Fields
                ?: complain(if (seen.isEmpty()) "It should be a map" else "The value of '$seen' should be a map")
        at = fields[step]
        seen = if (seen.isEmpty()) step else "$seen.$step"
    }
    return at
}
