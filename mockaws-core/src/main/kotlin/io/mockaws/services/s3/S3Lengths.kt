package io.mockaws.services.s3

import io.mockaws.wire.http.HttpRequest

/**
 * S3 has to know the length of what it is sent before it comes. HTTP's own chunks do not tell it, `aws-chunked` does.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html">AWS</a>
 */
internal object S3Lengths {
    /** Refuses [request], of which `aws-chunked` was taken off already, where nothing tells the length of its content. */
    fun check(request: HttpRequest) {
        val headers = request.headers
        if ("x-amz-decoded-content-length" in headers) return
        if ("Transfer-Encoding" in headers) throw S3Faults.chunkedTransfer()
        if (request.method != "PUT" || "Content-Length" in headers) return
        val length = request.body.contentLength
        // What a client over HTTP sends in chunks has an unknown length in process.
        if (length == null) throw S3Faults.chunkedTransfer()
        if (length == 0L && isUpload(request)) throw S3Faults.missingContentLength()
    }

    private fun isUpload(request: HttpRequest) =
        request.path.indexOf('/', 1) > 0 && "x-amz-copy-source" !in request.headers
}
