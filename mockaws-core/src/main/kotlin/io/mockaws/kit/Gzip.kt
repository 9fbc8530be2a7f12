package io.mockaws.kit

import java.io.ByteArrayOutputStream
import java.util.zip.GZIPOutputStream

/** [content] as gzip has it. */
internal fun gzip(content: ByteArray): ByteArray {
    val out = ByteArrayOutputStream()
    GZIPOutputStream(out).use { it.write(content) }
    return out.toByteArray()
}
