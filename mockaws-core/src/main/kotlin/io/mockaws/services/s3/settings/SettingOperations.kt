package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State
import io.mockaws.wire.HttpTrait

/** What S3 does with settings of buckets. Statuses are those that S3 answers; its documentation has 200 for some. */
internal val settingOperations: List<Operation<S3State, *, *>> =
    listOf(
        operation(
            "PutBucketNotificationConfiguration",
            ::putBucketNotificationConfiguration,
            HttpTrait("PUT", "/{Bucket}?notification"),
        ),
        operation(
            "GetBucketNotificationConfiguration",
            ::getBucketNotificationConfiguration,
            HttpTrait("GET", "/{Bucket}?notification"),
        ),
        operation("PutBucketTagging", ::putBucketTagging, HttpTrait("PUT", "/{Bucket}?tagging", 204)),
        operation("GetBucketTagging", ::getBucketTagging, HttpTrait("GET", "/{Bucket}?tagging")),
        operation("DeleteBucketTagging", ::deleteBucketTagging, HttpTrait("DELETE", "/{Bucket}?tagging", 204)),
        operation("PutBucketEncryption", ::putBucketEncryption, HttpTrait("PUT", "/{Bucket}?encryption")),
        operation("GetBucketEncryption", ::getBucketEncryption, HttpTrait("GET", "/{Bucket}?encryption")),
        operation("DeleteBucketEncryption", ::deleteBucketEncryption, HttpTrait("DELETE", "/{Bucket}?encryption", 204)),
        operation(
            "PutObjectLockConfiguration",
            ::putObjectLockConfiguration,
            HttpTrait("PUT", "/{Bucket}?object-lock")
        ),
        operation(
            "GetObjectLockConfiguration",
            ::getObjectLockConfiguration,
            HttpTrait("GET", "/{Bucket}?object-lock")
        ),
    ) + accessOperations
