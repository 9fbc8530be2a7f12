package io.mockaws.services.s3.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectsRequest(
    @HttpLabel
    val bucket: String,
    @HttpPayload
    @XmlName("Delete")
    val delete: Delete,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Delete")
internal data class Delete(
    @XmlFlattened
    @XmlName("Object")
    val objects: List<ObjectIdentifier> = emptyList(),
    val quiet: Boolean = false,
)

@Serializable
internal data class ObjectIdentifier(
    val key: String,
    val eTag: String? = null,
)

@Serializable
@XmlName("DeleteResult")
internal data class DeleteObjectsResponse(
    @XmlFlattened
    val deleted: List<DeletedObject>,
    @XmlFlattened
    @XmlName("Error")
    val errors: List<DeleteError>,
)

@Serializable
internal data class DeletedObject(
    val key: String,
)

@Serializable
internal data class DeleteError(
    val key: String,
    val code: String,
    val message: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
internal fun deleteObjects(
    request: DeleteObjectsRequest,
    call: CallContext<S3State>,
): DeleteObjectsResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val wanted = request.delete.objects
    if (wanted.size !in 1..S3Limits.DELETE_OBJECTS || wanted.any { it.key.isEmpty() }) throw S3Faults.malformedXml()
    val deleted = ArrayList<DeletedObject>()
    val errors = ArrayList<DeleteError>()
    for (identifier in wanted) {
        try {
            call.changeBucket(request.bucket) { bucket ->
                WriteConditions(identifier.eTag, takesAny = true).check(bucket.objects[identifier.key], identifier.key)
                bucket.without(identifier.key)
            }
            if (!request.delete.quiet) deleted += DeletedObject(identifier.key)
        } catch (fault: AwsFault) {
            errors += DeleteError(identifier.key, fault.error.code, fault.error.message)
        }
    }
    return DeleteObjectsResponse(deleted, errors)
}
