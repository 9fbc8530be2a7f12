package io.mockaws.services.cloudformation.sam

/** What OpenAPI 3 says elsewhere than Swagger. */
internal object OpenApi3 {
    fun adapt(body: Fields) {
        move(body, "securityDefinitions", "securitySchemes")
        move(body, "definitions", "schemas")
        val paths = body["paths"].takeIf(::present) ?: return
        (
            paths as? Fields ?: wrongDocument(
                "Value of paths must be a dictionary according to Swagger spec."
            )
            ).forEach { (path, item) ->
            if (item !is Fields) wrongDocument("Value of '$path' path must be a dictionary according to Swagger spec.")
            if (present(item["options"])) options(path, item)
        }
    }

    private fun move(
        body: Fields,
        from: String,
        to: String,
    ) {
        if (!present(body[from])) return
        val components = body.fields("components")?.takeIf(::present) ?: Fields(hashed = true)
        components[to] = body[from]
        body["components"] = components
        body.remove(from)
    }

    private fun options(
        path: String,
        item: Fields,
    ) {
        val options =
            item["options"] as? Fields
                ?: wrongDocument(
                    "Value of options method for path $path must be a dictionary according to Swagger spec."
                )
        options.remove("produces")
        options.remove("consumes")
        if ("responses" !in options) return
        val complain: (
            String
        ) -> Nothing = { wrongDocument("Invalid responses in options method for path $path: $it.") }
        val headers =
            deep(options["responses"] as? Fields ?: complain("It should be a map"), "200.headers", complain)
                .takeIf(::present) ?: return
        if (headers !is Fields) {
            wrongDocument(
                "Value of response's headers in options method for path $path must be a dictionary according to " +
                    "Swagger spec."
            )
        }
        headers.ordered().forEach { headers[it] = hashedOf("schema" to headers[it]) }
    }
}
