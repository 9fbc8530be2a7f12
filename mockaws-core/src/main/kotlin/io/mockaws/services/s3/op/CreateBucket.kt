package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.acl.AclHeaders
import io.mockaws.services.s3.acl.AclTarget
import io.mockaws.services.s3.acl.inHeaders
import io.mockaws.services.s3.acl.ownerId
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.BucketName
import io.mockaws.services.s3.bucket.BucketSettings
import io.mockaws.services.s3.bucket.arnOf
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.settings.BucketConfiguration
import io.mockaws.services.s3.settings.BucketObjectLock
import io.mockaws.services.s3.settings.BucketOwnership
import io.mockaws.services.s3.settings.BucketSetting
import io.mockaws.services.s3.settings.BucketTagging
import io.mockaws.services.s3.settings.ObjectOwnership
import io.mockaws.services.s3.settings.withNew
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateBucketRequest(
    val bucket: String,
    val createBucketConfiguration: CreateBucketConfiguration? = null,
    val objectLockEnabledForBucket: Boolean? = null,
    val objectOwnership: String? = null,
) : AclHeaders()

@Serializable
@XmlName("CreateBucketConfiguration")
internal data class CreateBucketConfiguration(
    val locationConstraint: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class CreateBucketResponse(
    val location: String,
    val bucketArn: String,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
internal fun createBucket(
    request: CreateBucketRequest,
    call: CallContext<S3State>,
): CreateBucketResponse {
    val name = request.bucket
    if (!BucketName.isValid(name)) throw S3Faults.invalidBucketName(name)
    val location = request.createBucketConfiguration?.locationConstraint?.ifEmpty { null }
    val region = regionOf(location, call.region)
    val tagging = BucketTagging.of(request.createBucketConfiguration?.tags.orEmpty()) { S3Faults.reservedTag() }
    val lock = BucketObjectLock().takeIf { request.objectLockEnabledForBucket == true }
    val ownership = BucketOwnership(ObjectOwnership.of(request.objectOwnership))
    val acl = request.inHeaders(AclTarget.BUCKET, canonicalUserId(call.account))?.acl
    call.state.change(name) { existing ->
        if (existing != null) return@change recreated(existing, acl, tagging, call)
        val configuration = BucketConfiguration().with(ownership).withNew(acl, canonicalUserId(call.account))
        newBucket(
            name,
            region,
            location == EU,
            listOfNotNull(tagging, lock).fold(configuration) { it, one ->
                it.with(one)
            },
            call
        )
    }
    val address = if (region == US_EAST_1) "/$name" else "http://$name.s3.amazonaws.com/"
    return CreateBucketResponse(address, arnOf(name))
}

private fun newBucket(
    name: String,
    region: String,
    isEu: Boolean,
    configuration: BucketConfiguration,
    call: CallContext<S3State>,
): Bucket {
    val owned = call.state.buckets().count { it.owner == call.account }
    if (owned >= S3Limits.BUCKETS_PER_ACCOUNT) throw S3Faults.tooManyBuckets()
    return Bucket(
        BucketSettings(
            name = name,
            owner = call.account,
            region = region,
            created = call.now().toSeconds(),
            isEu = isEu,
            // What can be locked has to be a version.
            versioning = Versioning.ENABLED.takeIf { configuration.find<BucketObjectLock>() != null },
            configuration = configuration,
        ),
    )
}

/** us-east-1 accepts it, from the days when that was the only region, but not with tags; all that changes is the ACL. */
private fun recreated(
    existing: Bucket,
    acl: Acl?,
    tagging: BucketTagging?,
    call: CallContext<S3State>,
): Bucket {
    if (existing.owner != call.account) throw S3Faults.bucketAlreadyExists(existing.name)
    if (existing.region != US_EAST_1 || call.region != US_EAST_1 || tagging != null) {
        throw S3Faults.bucketAlreadyOwnedByYou(existing.name)
    }
    val settings = existing.settings
    val configuration = settings.configuration.withNew(acl, existing.ownerId)
    return if (configuration == settings.configuration) {
        existing
    } else {
        existing.with(settings.copy(configuration = configuration))
    }
}

/** us-east-1 can make a bucket anywhere but has no name for itself; any other region only makes its own. */
private fun regionOf(
    constraint: String?,
    endpoint: String,
): String {
    if (constraint == null) {
        if (endpoint != US_EAST_1) throw S3Faults.illegalLocationConstraint(null)
        return US_EAST_1
    }
    val region = if (constraint == EU) "eu-west-1" else constraint
    if (endpoint == US_EAST_1) {
        if (constraint !in S3Limits.LOCATIONS) throw S3Faults.invalidLocationConstraint(constraint)
    } else if (endpoint != region) {
        throw S3Faults.illegalLocationConstraint(constraint)
    }
    return region
}

internal const val US_EAST_1: String = "us-east-1"
internal const val EU: String = "EU"
