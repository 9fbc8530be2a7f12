package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** What S3 does with settings of buckets. Statuses are those that S3 answers; its documentation has 200 for some. */
internal val settingOperations: List<Operation<S3State, *, *>> =
    listOf(
        operation("PutBucketNotificationConfiguration", ::putBucketNotificationConfiguration),
        operation("GetBucketNotificationConfiguration", ::getBucketNotificationConfiguration),
        operation("PutBucketTagging", ::putBucketTagging),
        operation("GetBucketTagging", ::getBucketTagging),
        operation("DeleteBucketTagging", ::deleteBucketTagging),
        operation("PutBucketEncryption", ::putBucketEncryption),
        operation("GetBucketEncryption", ::getBucketEncryption),
        operation("DeleteBucketEncryption", ::deleteBucketEncryption),
        operation("PutObjectLockConfiguration", ::putObjectLockConfiguration),
        operation("GetObjectLockConfiguration", ::getObjectLockConfiguration),
        operation("PutBucketCors", ::putBucketCors),
        operation("GetBucketCors", ::getBucketCors),
        operation("DeleteBucketCors", ::deleteBucketCors),
        operation("PutBucketLifecycleConfiguration", ::putBucketLifecycleConfiguration),
        operation("GetBucketLifecycleConfiguration", ::getBucketLifecycleConfiguration),
        operation("DeleteBucketLifecycle", ::deleteBucketLifecycle),
        operation("PutBucketWebsite", ::putBucketWebsite),
        operation("GetBucketWebsite", ::getBucketWebsite),
        operation("DeleteBucketWebsite", ::deleteBucketWebsite),
        operation("PutBucketLogging", ::putBucketLogging),
        operation("GetBucketLogging", ::getBucketLogging),
        operation("PutBucketReplication", ::putBucketReplication),
        operation("GetBucketReplication", ::getBucketReplication),
        operation("DeleteBucketReplication", ::deleteBucketReplication),
    ) + namedSettingOperations + accessOperations
