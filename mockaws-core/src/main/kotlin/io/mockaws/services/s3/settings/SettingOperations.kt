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
        operation("PutBucketCors", ::putBucketCors, HttpTrait("PUT", "/{Bucket}?cors")),
        operation("GetBucketCors", ::getBucketCors, HttpTrait("GET", "/{Bucket}?cors")),
        operation("DeleteBucketCors", ::deleteBucketCors, HttpTrait("DELETE", "/{Bucket}?cors", 204)),
        operation(
            "PutBucketLifecycleConfiguration",
            ::putBucketLifecycleConfiguration,
            HttpTrait("PUT", "/{Bucket}?lifecycle"),
        ),
        operation(
            "GetBucketLifecycleConfiguration",
            ::getBucketLifecycleConfiguration,
            HttpTrait("GET", "/{Bucket}?lifecycle"),
        ),
        operation("DeleteBucketLifecycle", ::deleteBucketLifecycle, HttpTrait("DELETE", "/{Bucket}?lifecycle", 204)),
        operation("PutBucketWebsite", ::putBucketWebsite, HttpTrait("PUT", "/{Bucket}?website")),
        operation("GetBucketWebsite", ::getBucketWebsite, HttpTrait("GET", "/{Bucket}?website")),
        operation("DeleteBucketWebsite", ::deleteBucketWebsite, HttpTrait("DELETE", "/{Bucket}?website", 204)),
        operation("PutBucketLogging", ::putBucketLogging, HttpTrait("PUT", "/{Bucket}?logging")),
        operation("GetBucketLogging", ::getBucketLogging, HttpTrait("GET", "/{Bucket}?logging")),
        operation("PutBucketReplication", ::putBucketReplication, HttpTrait("PUT", "/{Bucket}?replication")),
        operation("GetBucketReplication", ::getBucketReplication, HttpTrait("GET", "/{Bucket}?replication")),
        operation(
            "DeleteBucketReplication",
            ::deleteBucketReplication,
            HttpTrait("DELETE", "/{Bucket}?replication", 204)
        ),
    ) + namedSettingOperations + accessOperations
