package io.mockaws.testing

/** What an API of API Gateway, or the URL of a function, answered. */
public class ApiResponse internal constructor(
    /** The HTTP status. */
    @get:JvmName("status")
    public val status: Int,
    /** The header fields by their names as they came. */
    @get:JvmName("headers")
    public val headers: Map<String, List<String>>,
    /** The content as it came. */
    @get:JvmName("bytes")
    public val bytes: ByteArray,
) {
    /** The content as text, read as UTF-8. */
    @get:JvmName("body")
    public val body: String get() = bytes.decodeToString()

    /** The first value of the header field [name], whatever its capitals; null where there is none. */
    public fun header(name: String): String? =
        headers.entries.firstOrNull { it.key.equals(name, ignoreCase = true) }?.value?.firstOrNull()

    override fun toString(): String = "$status $body"
}
