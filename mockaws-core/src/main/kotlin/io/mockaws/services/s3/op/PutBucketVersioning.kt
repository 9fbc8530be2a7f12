package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.settings.checkVersioning
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class PutBucketVersioningRequest(
    val bucket: String,
    val versioningConfiguration: VersioningConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("VersioningConfiguration")
internal data class VersioningConfiguration(
    val status: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
internal fun putBucketVersioning(
    request: PutBucketVersioningRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val status = request.versioningConfiguration.status ?: throw S3Faults.versioningMissing()
    val versioning = Versioning.entries.firstOrNull { it.status == status } ?: throw S3Faults.malformedXml()
    call.changeBucket(request.bucket) {
        if (it.objectLock != null && versioning != Versioning.ENABLED) throw LockFaults.versioningNeeded()
        it.settings.configuration.checkVersioning(versioning)
        it.with(it.settings.copy(versioning = versioning))
    }
}
