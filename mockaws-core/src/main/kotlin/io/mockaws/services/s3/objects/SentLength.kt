package io.mockaws.services.s3.objects

import io.mockaws.services.s3.S3Faults
import io.mockaws.wire.http.HttpRequest

/**
 * S3 has to know the length of what it is sent before it comes. HTTP's own chunks do not tell it, `aws-chunked` does.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html">AWS</a>
 */
internal object SentLength {
    /** Refuses [request], of which `aws-chunked` was taken off already, if it comes in HTTP's chunks. */
    fun checkChunks(request: HttpRequest) {
        val headers = request.headers
        if ("x-amz-decoded-content-length" in headers) return
        // What has no known length in process is what a client over HTTP sends in chunks.
        val isUnknown =
            request.method == "PUT" && request.body.contentLength == null && "Content-Length" !in headers
        if (isUnknown || "Transfer-Encoding" in headers) throw S3Faults.chunkedTransfer()
    }

    /** Refuses an upload that does not say that it is empty. */
    fun check(upload: BodyMembers) {
        if (upload.contentLength == null && upload.body.contentLength == 0L) throw S3Faults.missingContentLength()
    }
}
