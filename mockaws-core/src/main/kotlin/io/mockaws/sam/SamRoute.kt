package io.mockaws.sam

/**
 * A route of an API of a project.
 *
 * @property api the API's name in the template
 * @property method `GET`, say, or `ANY`
 * @property path as the template has it: `/orders/{id}`
 * @property function the name in the template of the function that answers it; null where something else does
 * @property code where the code of the function lies, or which class of the class path it is; null where it is
 * elsewhere
 */
public class SamRoute internal constructor(
    @get:JvmName("api")
    public val api: String,
    @get:JvmName("method")
    public val method: String,
    @get:JvmName("path")
    public val path: String,
    @get:JvmName("function")
    public val function: String?,
    @get:JvmName("code")
    public val code: String?,
) {
    override fun toString(): String = "$method $path -> ${function ?: "?"}"
}
