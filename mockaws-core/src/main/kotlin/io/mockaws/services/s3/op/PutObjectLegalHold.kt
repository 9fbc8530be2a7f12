package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.LegalHold
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class PutObjectLegalHoldRequest(
    val bucket: String,
    val key: String,
    val legalHold: ObjectLockLegalHold? = null,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("LegalHold")
internal data class ObjectLockLegalHold(
    val status: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
internal fun putObjectLegalHold(
    request: PutObjectLegalHoldRequest,
    call: CallContext<S3State>,
) {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    // S3 looks at the document before it looks whether there is anything to be done with it.
    val status = request.legalHold?.status
    val hold = LegalHold.entries.firstOrNull { it.name == status } ?: throw S3Faults.malformedXml()
    if (bucket.objectLock == null) throw LockFaults.bucketWithoutLock()
    call.changeBucket(request.bucket) {
        val target = it.markableAt(request.key, request.versionId, "PUT")
        it.describingVersion(target.copy(lock = target.lock.copy(legalHold = hold)))
    }
}
