package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** What S3 does with settings of buckets. Statuses are those that S3 answers; its documentation has 200 for some. */
internal fun settingOperation(name: String): Operation<S3State, *, *>? =
    when (name) {
        "PutBucketNotificationConfiguration" -> operation(name, ::putBucketNotificationConfiguration)
        "GetBucketNotificationConfiguration" -> operation(name, ::getBucketNotificationConfiguration)
        "PutBucketTagging" -> operation(name, ::putBucketTagging)
        "GetBucketTagging" -> operation(name, ::getBucketTagging)
        "DeleteBucketTagging" -> operation(name, ::deleteBucketTagging)
        "PutBucketEncryption" -> operation(name, ::putBucketEncryption)
        "GetBucketEncryption" -> operation(name, ::getBucketEncryption)
        "DeleteBucketEncryption" -> operation(name, ::deleteBucketEncryption)
        "PutObjectLockConfiguration" -> operation(name, ::putObjectLockConfiguration)
        "GetObjectLockConfiguration" -> operation(name, ::getObjectLockConfiguration)
        "PutBucketCors" -> operation(name, ::putBucketCors)
        "GetBucketCors" -> operation(name, ::getBucketCors)
        "DeleteBucketCors" -> operation(name, ::deleteBucketCors)
        "PutBucketLifecycleConfiguration" -> operation(name, ::putBucketLifecycleConfiguration)
        "GetBucketLifecycleConfiguration" -> operation(name, ::getBucketLifecycleConfiguration)
        "DeleteBucketLifecycle" -> operation(name, ::deleteBucketLifecycle)
        "PutBucketWebsite" -> operation(name, ::putBucketWebsite)
        "GetBucketWebsite" -> operation(name, ::getBucketWebsite)
        "DeleteBucketWebsite" -> operation(name, ::deleteBucketWebsite)
        "PutBucketLogging" -> operation(name, ::putBucketLogging)
        "GetBucketLogging" -> operation(name, ::getBucketLogging)
        "PutBucketReplication" -> operation(name, ::putBucketReplication)
        "GetBucketReplication" -> operation(name, ::getBucketReplication)
        "DeleteBucketReplication" -> operation(name, ::deleteBucketReplication)
        else -> accessOperation(name) ?: namedSettingOperation(name)
    }
