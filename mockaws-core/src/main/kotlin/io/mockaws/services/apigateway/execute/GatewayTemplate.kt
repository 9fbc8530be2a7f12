package io.mockaws.services.apigateway.execute

/** Templates of gateway responses, which put variables in and can do nothing else. */
internal object GatewayTemplate {
    private const val NAME = "(?:context|stageVariables|method)(?:\\.[A-Za-z0-9_\\-]+)+"
    private val VARIABLE = Regex("\\$\\{($NAME)}|\\$($NAME)")

    fun render(
        template: String,
        invocation: Invocation,
    ): String =
        VARIABLE.replace(template) { found ->
            val (braced, plain) = found.destructured
            ParameterMapping.valueOf(braced.ifEmpty { plain }, invocation).orEmpty()
        }
}
