package io.mockaws.services.cloudformation.template

import io.mockaws.engine.AwsFault
import io.mockaws.wire.ErrorShape

/** Where in a template the reason of a fault stands: `/Resources/Queue/Type`. */
internal class TemplatePlace(
    val path: String,
) : Exception(path, null, false, false)

/**
 * What AWS says of templates. Words were taken from AWS's answers as LocalStack has recorded them
 * (`tests/aws/services/cloudformation`), else from AWS's documentation.
 */
internal object TemplateFaults {
    fun invalid(
        message: String,
        path: String = "",
    ): AwsFault = AwsFault(ErrorShape("ValidationError", message, BAD_REQUEST), TemplatePlace(path))

    /** `Template format error: ...`. */
    fun format(
        what: String,
        path: String = "",
    ): AwsFault = invalid("Template format error: $what", path)

    /** `Template error: ...`. */
    fun error(
        what: String,
        path: String = "",
    ): AwsFault = invalid("Template error: $what", path)

    fun notWellFormed(
        language: String,
        position: Position?,
    ): AwsFault =
        format(
            "$language not well-formed." + position?.let { " (line ${it.line}, column ${it.column})" }.orEmpty(),
        )

    private const val BAD_REQUEST = 400
}
