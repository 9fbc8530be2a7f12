package io.mockaws.services.s3.post

import io.mockaws.wire.content.MultipartForm
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody

/**
 * A form that a browser uploads a file with, and that file. Field names go without regard to case.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html">AWS</a>
 */
internal class PostForm(
    private val form: MultipartForm,
) : HttpBody by form {
    /** By names in small letters; of a name that occurs twice the first. */
    val fields: Map<String, String> = form.fields.reversed().associate { (name, value) -> name.lowercase() to value }

    /** How long the policy allows the file to be, in bytes. */
    var allowed: LongRange = 0..Long.MAX_VALUE

    operator fun get(name: String): String? = fields[name]

    /** With the name of the file in the place that the form keeps for it, if the sender gave one. */
    val key: String? get() = fields["key"]?.let { if (form.fileName == null) it else it.replace(PLACE, form.fileName) }

    /** Refuses a form that does not say what and where. */
    fun checkComplete() {
        if (fields["key"] == null) throw PostFaults.fieldMissing("key")
        if (!form.hasFile) throw PostFaults.fileMissing()
    }

    override suspend fun open(): ByteSource = Counted(form.open())

    /** The length is known when all is read. */
    private inner class Counted(
        private val source: ByteSource,
    ) : ByteSource {
        private var count = 0L

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val n = source.read(buffer, offset, length)
            if (n >= 0) {
                count += n
            } else if (count > allowed.last) {
                throw PostFaults.tooLarge(count, allowed.last)
            } else if (count < allowed.first) {
                throw PostFaults.tooSmall(count, allowed.first)
            }
            return n
        }

        override fun close() = source.close()
    }

    private companion object {
        const val PLACE = "\${filename}"
    }
}
