package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.ChecksumAndEncryptionAnswer
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.post.PostFaults
import io.mockaws.services.s3.post.PostForm
import io.mockaws.services.s3.post.PostPolicy
import io.mockaws.services.s3.post.PostTagging
import io.mockaws.services.s3.post.signedText
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import io.mockaws.wire.http.percentEncode
import kotlinx.serialization.Serializable
import java.net.URI
import java.net.URISyntaxException

@Serializable
internal data class PostObjectResponse(
    @HttpResponseCode
    val status: Int,
    @HttpHeader("Location")
    val location: String,
    @HttpHeader("ETag")
    val eTag: String,
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
    @HttpHeader("x-amz-checksum-type")
    val checksumType: ChecksumType,
    @HttpPayload
    val response: PostResponse?,
) : ChecksumAndEncryptionAnswer()

/** For who asks for a 201. Other than all documents of S3, it has no namespace. */
@Serializable
@XmlName("PostResponse")
@XmlNamespace("")
internal data class PostResponse(
    val location: String,
    val bucket: String,
    val key: String,
    val eTag: String,
)

/**
 * A form that a browser sends, which no SDK has: its fields come as the headers of a put, and its file as the body.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
internal suspend fun postObject(
    request: PutObjectRequest,
    call: CallContext<S3State>,
): PostObjectResponse {
    val form = request.body as? PostForm ?: throw PostFaults.notMultipart()
    call.openBucket(request.bucket, expectedOwner = null)
    form.checkComplete()
    form.signedText()
    form["policy"]?.let { PostPolicy.parse(it).check(form, request.bucket, call.now()) }
    if (form["tagging"]?.let { PostTagging.asHeader(it) == null } == true) throw S3Faults.malformedXml()
    val put = storeObject(request, call, S3Event.CREATED_POST)
    val location = "https://${request.bucket}.s3.amazonaws.com/${percentEncode(request.key)}"
    val redirect = redirectOf(form, request, put.eTag)
    val status = if (redirect != null) SEE_OTHER else statusOf(form)
    return PostObjectResponse(
        status,
        redirect ?: location,
        put.eTag,
        put.versionId,
        put.checksumType,
        PostResponse(location, request.bucket, request.key, put.eTag).takeIf { status == CREATED },
    ).apply {
        put.sent()?.let { show(it.algorithm, it.value) }
        showAs(put)
    }
}

private fun statusOf(form: PostForm): Int =
    when (form["success_action_status"]) {
        "200" -> OK
        "201" -> CREATED
        else -> NO_CONTENT
    }

/** Where the browser shall go on, with what it did; null where the form names no address that is one. */
private fun redirectOf(
    form: PostForm,
    request: PutObjectRequest,
    eTag: String,
): String? {
    val wanted = form["success_action_redirect"] ?: form["redirect"] ?: return null
    val address =
        try {
            URI(wanted)
        } catch (_: URISyntaxException) {
            return null
        }
    if (address.scheme?.lowercase() !in setOf("http", "https") || address.host == null) return null
    val added = listOf("bucket" to request.bucket, "key" to request.key, "etag" to eTag)
    val query = added.joinToString("&") { (name, value) -> "$name=${percentEncode(value)}" }
    return wanted + (if (address.rawQuery == null) "?" else "&") + query
}

private const val OK = 200
private const val CREATED = 201
private const val NO_CONTENT = 204
private const val SEE_OTHER = 303
