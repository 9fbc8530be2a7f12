package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.objects.ObjectResponse
import io.mockaws.services.s3.objects.ObjectView
import io.mockaws.wire.DateText
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Serializable

/** The input of GetObject and of HeadObject, which have the same members. */
@Serializable
internal data class GetObjectRequest(
    val bucket: String,
    val key: String,
    val ifMatch: String? = null,
    val ifModifiedSince: DateText? = null,
    val ifNoneMatch: String? = null,
    val ifUnmodifiedSince: DateText? = null,
    val range: String? = null,
    val responseCacheControl: String? = null,
    val responseContentDisposition: String? = null,
    val responseContentEncoding: String? = null,
    val responseContentLanguage: String? = null,
    val responseContentType: String? = null,
    val responseExpires: DateText? = null,
    val versionId: String? = null,
    val partNumber: Int? = null,
    val expectedBucketOwner: String? = null,
    val checksumMode: String? = null,
) : CustomerKeyHeaders()

@Serializable
internal class GetObjectResponse : ObjectResponse() {
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
