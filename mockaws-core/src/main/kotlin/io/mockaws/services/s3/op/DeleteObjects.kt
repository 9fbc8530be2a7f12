package io.mockaws.services.s3.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.arnOf
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.bypasses
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.versions.VersionId
import io.mockaws.services.s3.versions.delete
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectsRequest(
    val bucket: String,
    val delete: Delete,
    val bypassGovernanceRetention: Boolean? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Delete")
internal data class Delete(
    val objects: List<ObjectIdentifier> = emptyList(),
    val quiet: Boolean = false,
)

@Serializable
internal data class ObjectIdentifier(
    val key: String,
    val eTag: String? = null,
    val versionId: String? = null,
)

@Serializable
@XmlName("DeleteResult")
internal data class DeleteObjectsResponse(
    val deleted: List<DeletedObject>,
    val errors: List<DeleteError>,
)

@Serializable
internal data class DeletedObject(
    val key: String,
    val versionId: String?,
    val deleteMarker: Boolean?,
    val deleteMarkerVersionId: String?,
)

@Serializable
internal data class DeleteError(
    val key: String,
    val versionId: String?,
    val code: String,
    val message: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
internal fun deleteObjects(
    request: DeleteObjectsRequest,
    call: CallContext<S3State>,
): DeleteObjectsResponse {
    val bypasses = call.openBucket(
        request.bucket,
        request.expectedBucketOwner
    ).bypasses(request.bypassGovernanceRetention)
    val wanted = request.delete.objects
    if (wanted.size !in 1..S3Limits.DELETE_OBJECTS || wanted.any { it.key.isEmpty() }) throw S3Faults.malformedXml()
    val gone = ArrayList<DeletedObject>()
    val errors = ArrayList<DeleteError>()
    for (identifier in wanted) {
        try {
            call.refusalToDelete(request.bucket, identifier)?.let { throw it }
            val deleted = call.delete(request.bucket, identifier, bypasses)
            if (!request.delete.quiet) gone += deleted
        } catch (fault: AwsFault) {
            errors += DeleteError(identifier.key, identifier.versionId, fault.error.code, fault.error.message)
        }
    }
    return DeleteObjectsResponse(gone, errors)
}

/** Each key is judged by itself; null where it may go. */
private fun CallContext<S3State>.refusalToDelete(
    bucket: String,
    identifier: ObjectIdentifier,
): AwsFault? {
    val version = identifier.versionId?.ifEmpty { null }
    val action = if (version == null) "s3:DeleteObject" else "s3:DeleteObjectVersion"
    val keys = version?.let { mapOf("s3:versionid" to listOf(it)) }.orEmpty()
    return permissions?.refusal(action, "${arnOf(bucket)}/${identifier.key}", keys)
}

private fun CallContext<S3State>.delete(
    bucket: String,
    identifier: ObjectIdentifier,
    bypasses: Boolean,
): DeletedObject {
    val asked = identifier.versionId?.ifEmpty { null }
    // Only here an id that S3 never gave is one of a version that is not there.
    if (asked != null && !VersionId.isOne(asked)) throw S3Faults.noSuchVersion(identifier.key, asked)
    val conditions = WriteConditions(identifier.eTag, takesAny = true)
    val deletion = delete(bucket, identifier.key, asked, conditions, bypasses)
    return DeletedObject(
        identifier.key,
        versionId = asked,
        deleteMarker = deletion.isDeleteMarker.takeIf { it },
        deleteMarkerVersionId = deletion.versionId.takeIf { deletion.isDeleteMarker },
    )
}
