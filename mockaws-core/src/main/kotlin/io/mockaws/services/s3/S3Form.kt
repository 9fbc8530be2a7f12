package io.mockaws.services.s3

import io.mockaws.services.s3.post.PostForm
import io.mockaws.services.s3.post.PostTagging
import io.mockaws.wire.content.MultipartForm
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.percentEncode

/**
 * A form with a file that is posted to a bucket, told as what it stands for: a put of that file with its fields as
 * headers. What is neither is the form's own affair, in [PostForm].
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html">AWS</a>
 */
internal object S3Form {
    /** Marks the put. No header field that a client sends has such a name. */
    const val MARK: String = ":form"

    /** Of a form that names no key, which is refused. */
    private const val NO_KEY = "-"
    private val headers =
        setOf("cache-control", "content-type", "content-disposition", "content-encoding", "content-language", "expires")
    private val signature =
        setOf("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "x-amz-security-token")

    /** Whether [request], in path style, is sent to a bucket as forms are. */
    fun isOne(request: HttpRequest): Boolean =
        request.method == "POST" && request.query.isEmpty() && request.path.length > 1 &&
            request.path.indexOf('/', 1) < 0

    fun asPut(request: HttpRequest): HttpRequest {
        val sent = request.headers
        val all = Headers.builder().add(MARK, "")
        val form = (request.body as? MultipartForm)?.let(::PostForm)
        val key = form?.key?.ifEmpty { null } ?: NO_KEY
        val path = "${request.path}/${percentEncode(key).replace("%2F", "/")}"
        if (form == null) return request.copy(path = path, headers = all.build())
        sent["Host"]?.let { all.add("Host", it) }
        sent["x-moto-account-id"]?.let { all.add("x-moto-account-id", it) }
        form["x-amz-credential"]?.let { all.add("Authorization", "Credential=$it") }
        for ((name, value) in form.fields) {
            when {
                name == "acl" -> all.add("x-amz-acl", value)
                name == "tagging" -> PostTagging.asHeader(value)?.let { all.add("x-amz-tagging", it) }
                name in headers || (name.startsWith("x-amz-") && name !in signature) -> all.add(name, value)
            }
        }
        return request.copy(path = path, headers = all.build(), body = form)
    }
}
