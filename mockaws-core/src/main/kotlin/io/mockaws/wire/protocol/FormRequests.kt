package io.mockaws.wire.protocol

import io.mockaws.wire.content.document
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.percentDecode
import java.io.IOException
import java.util.zip.GZIPInputStream

// Query and EC2: one form, in the body or behind the question mark, whose Action is the operation.

/** The operation that a form asks for; null where there is no form, or one that is not at hand yet. */
internal fun HttpRequest.action(): String? = formParameter("Action=")

/** The API version that a form names; null where there is no form, or one that is not at hand yet. */
internal fun HttpRequest.formVersion(): String? = formParameter("Version=")

private fun HttpRequest.formParameter(name: String): String? {
    if (isForm) {
        (body as? HttpBody.Bytes)?.let { found ->
            valueIn(legible(found.bytes), name)?.let { return it }
        }
    }
    return valueIn(query, name)
}

/** The text of a form, of one that was zipped its beginning: PutMetricData of CloudWatch comes so when it is long. */
private fun HttpRequest.legible(content: ByteArray): String {
    if (!headers["Content-Encoding"].equals("gzip", ignoreCase = true)) return content.decodeToString()
    return try {
        GZIPInputStream(content.inputStream()).use { it.readNBytes(BEGINNING) }.decodeToString()
    } catch (_: IOException) {
        ""
    }
}

private const val BEGINNING = 65_536

/** All parameters of the request as one form. */
internal suspend fun HttpRequest.form(): String {
    val inBody = if (isForm) document().decodeToString() else ""
    return listOf(query, inBody).filter { it.isNotEmpty() }.joinToString("&")
}

/** Whether the body is a form. */
internal val HttpRequest.isForm: Boolean
    get() = headers["Content-Type"]?.startsWith("application/x-www-form-urlencoded", ignoreCase = true) == true

/** The value of the parameter that begins with [name], its equals sign included. */
private fun valueIn(
    form: String,
    name: String,
): String? {
    var start = if (form.startsWith(name)) 0 else form.indexOf("&$name") + 1
    if (start == 0 && !form.startsWith(name)) return null
    start += name.length
    val end = form.indexOf('&', start).let { if (it < 0) form.length else it }
    return try {
        percentDecode(form.substring(start, end), plusIsSpace = true).trim()
    } catch (_: IllegalArgumentException) {
        null
    }
}
