package io.mockaws.services.s3.op

import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.acl.effective
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.hasAcls

/**
 * The account that owns what is in the bucket: who wrote it, where ACLs are on and did not give it to the bucket's owner.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
internal fun Bucket.ownerOf(target: S3Object): String =
    target.owner?.takeIf { settings.configuration.hasAcls } ?: owner

internal fun Bucket.ownerIdOf(target: S3Object): String = canonicalUserId(ownerOf(target))

/** The ACL that S3 goes by for [target]. */
internal fun Bucket.aclOf(target: S3Object): Acl = effective(target.acl, ownerIdOf(target))

/** Whose objects are, as lists of many of them show it. */
internal class Owners(
    private val bucket: Bucket,
) {
    val ofBucket = Owner(canonicalUserId(bucket.owner))

    fun of(target: S3Object): Owner =
        if (bucket.ownerOf(target) == bucket.owner) ofBucket else Owner(bucket.ownerIdOf(target))
}
