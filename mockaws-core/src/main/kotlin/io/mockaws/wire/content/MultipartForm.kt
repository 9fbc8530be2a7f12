package io.mockaws.wire.content

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest

/**
 * A form with a file, as browsers send it: its fields, and the file as it comes in. The file can be opened once. What
 * stands behind it is not looked at.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
internal class MultipartForm private constructor(
    /** By name as it was sent, in order. */
    val fields: List<Pair<String, String>>,
    /** The last part of the path that the sender gave the file; null where it gave none. */
    val fileName: String?,
    /** Null where there was no file. */
    private val file: ByteSource?,
) : HttpBody {
    val hasFile: Boolean get() = file != null

    override val contentLength: Long? get() = null

    override suspend fun open(): ByteSource = checkNotNull(file) { "The form has no file" }

    companion object {
        /** How many bytes of fields may come before the file, as many as Amazon S3 takes. */
        const val MAX_FIELDS = 20_480
        private const val TYPE = "multipart/form-data"
        private val BOUNDARY = Regex("""boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))""", RegexOption.IGNORE_CASE)

        fun isOne(request: HttpRequest): Boolean =
            request.method == "POST" && request.headers["Content-Type"]?.startsWith(TYPE, ignoreCase = true) == true

        /**
         * Reads the form of [request] up to its file.
         *
         * @param file the name of the field that holds it, whatever the case
         * @throws MalformedRequest for what is no form, and for one with too much before its file
         */
        suspend fun read(
            request: HttpRequest,
            file: String,
        ): MultipartForm {
            val (quoted, bare) =
                BOUNDARY.find(request.headers["Content-Type"].orEmpty())?.destructured ?: throw PartReader.malformed()
            val reader = PartReader(request.body.open(), quoted + bare)
            val fields = ArrayList<Pair<String, String>>()
            var size = 0
            while (true) {
                val part = reader.next() ?: return MultipartForm(fields, null, null)
                if (part.name.equals(file, ignoreCase = true)) {
                    return MultipartForm(
                        fields,
                        part.fileName?.substringAfterLast('/')?.substringAfterLast('\\'),
                        reader
                    )
                }
                val value = reader.text(MAX_FIELDS - size) ?: throw tooMuch()
                size += part.name.length + value.length
                fields += part.name to value
            }
        }

        private fun tooMuch() =
            MalformedRequest(
                "Your POST request fields preceding the upload file were too large.",
                code = "MaxPostPreDataLengthExceededError",
            )
    }
}
