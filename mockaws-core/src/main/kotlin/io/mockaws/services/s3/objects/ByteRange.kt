package io.mockaws.services.s3.objects

import io.mockaws.services.s3.S3Faults

/** The bytes [from] to [until] (not included) of an object. */
internal class ByteRange(
    val from: Long,
    val until: Long,
) {
    /** `bytes 0-9/443`. */
    fun contentRange(size: Long): String = "bytes $from-${until - 1}/$size"

    companion object {
        private val FORM = Regex("bytes=(\\d*)-(\\d*)")

        /**
         * What [header] asks for of an object of [size] bytes. Null where S3 answers with the whole object: without
         * a header, for one that is malformed, for several ranges at once, which it does not support, and for the
         * end of an empty object.
         * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
         */
        fun of(
            header: String?,
            size: Long,
        ): ByteRange? {
            val (first, last) = FORM.matchEntire(header ?: return null)?.destructured ?: return null
            if (first.isEmpty() && last.isEmpty()) return null
            if (first.isEmpty()) return suffix(number(last), header, size)
            val from = number(first)
            val to = if (last.isEmpty()) Long.MAX_VALUE else number(last)
            if (from > to) return null
            if (from >= size) throw S3Faults.invalidRange(header, size)
            return ByteRange(from, minOf(to, size - 1) + 1)
        }

        private fun suffix(
            length: Long,
            header: String,
            size: Long,
        ): ByteRange? {
            if (length == 0L) throw S3Faults.invalidRange(header, size)
            return if (size == 0L) null else ByteRange(maxOf(0, size - length), size)
        }

        /** Digits beyond 64 bits mean "to the end" as any number behind it does. */
        private fun number(digits: String): Long = digits.toLongOrNull() ?: Long.MAX_VALUE
    }
}
