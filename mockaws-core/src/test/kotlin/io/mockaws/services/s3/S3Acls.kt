package io.mockaws.services.s3

import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Grant
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule
import software.amazon.awssdk.services.s3.model.Type

internal const val ALL_USERS: String = "http://acs.amazonaws.com/groups/global/AllUsers"
internal const val LOG_DELIVERY: String = "http://acs.amazonaws.com/groups/s3/LogDelivery"

/** A bucket as they all were before April 2023. */
internal fun S3Client.createWithAcls(bucket: String) {
    createBucket { it.bucket(bucket) }
    deleteBucketOwnershipControls { it.bucket(bucket) }
    deletePublicAccessBlock { it.bucket(bucket) }
}

internal fun S3Client.own(
    bucket: String,
    ownership: String,
) = putBucketOwnershipControls { r ->
    r.bucket(bucket).ownershipControls { it.rules(OwnershipControlsRule.builder().objectOwnership(ownership).build()) }
}

internal fun user(
    id: String,
    permission: String,
): Grant = Grant.builder().grantee { it.type(Type.CANONICAL_USER).id(id) }.permission(permission).build()

internal fun group(
    uri: String,
    permission: String,
): Grant = Grant.builder().grantee { it.type(Type.GROUP).uri(uri) }.permission(permission).build()

/** A grant in short: `AllUsers READ`. */
internal fun said(grant: Grant): String =
    "${grant.grantee().id() ?: grant.grantee().uri().substringAfterLast('/')} ${grant.permissionAsString()}"
