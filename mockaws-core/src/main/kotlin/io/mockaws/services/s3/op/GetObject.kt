package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.objects.ObjectResponse
import io.mockaws.services.s3.objects.ObjectView
import io.mockaws.wire.DateText
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Serializable

/** The input of GetObject and of HeadObject, which have the same members. */
@Serializable
internal data class GetObjectRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpHeader("If-Match")
    val ifMatch: String? = null,
    @HttpHeader("If-Modified-Since")
    val ifModifiedSince: DateText? = null,
    @HttpHeader("If-None-Match")
    val ifNoneMatch: String? = null,
    @HttpHeader("If-Unmodified-Since")
    val ifUnmodifiedSince: DateText? = null,
    @HttpHeader("Range")
    val range: String? = null,
    @HttpQuery("response-cache-control")
    val responseCacheControl: String? = null,
    @HttpQuery("response-content-disposition")
    val responseContentDisposition: String? = null,
    @HttpQuery("response-content-encoding")
    val responseContentEncoding: String? = null,
    @HttpQuery("response-content-language")
    val responseContentLanguage: String? = null,
    @HttpQuery("response-content-type")
    val responseContentType: String? = null,
    @HttpQuery("response-expires")
    val responseExpires: DateText? = null,
    @HttpQuery("versionId")
    val versionId: String? = null,
    @HttpQuery("partNumber")
    val partNumber: Int? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
    @HttpHeader("x-amz-checksum-mode")
    val checksumMode: String? = null,
) : CustomerKeyHeaders()

@Serializable
internal class GetObjectResponse : ObjectResponse() {
    @HttpPayload
    var body: StreamingBlob = HttpBody.Empty
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
internal fun getObject(
    request: GetObjectRequest,
    call: CallContext<S3State>,
): GetObjectResponse {
    val view = ObjectView.open(request, call, readsContent = true)
    return GetObjectResponse().also {
        view.describe(it)
        it.body = view.content()
    }
}
