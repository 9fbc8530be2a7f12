package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** What S3 does with settings of which a bucket has any number. */
internal fun namedSettingOperation(name: String): Operation<S3State, *, *>? =
    when (name) {
        "PutBucketAnalyticsConfiguration" -> operation(name, ::putBucketAnalyticsConfiguration)
        "GetBucketAnalyticsConfiguration" -> operation(name, ::getBucketAnalyticsConfiguration)
        "ListBucketAnalyticsConfigurations" -> operation(name, ::listBucketAnalyticsConfigurations)
        "DeleteBucketAnalyticsConfiguration" -> operation(name, ::deleteBucketAnalyticsConfiguration)
        "PutBucketIntelligentTieringConfiguration" -> operation(name, ::putBucketIntelligentTieringConfiguration)
        "GetBucketIntelligentTieringConfiguration" -> operation(name, ::getBucketIntelligentTieringConfiguration)
        "ListBucketIntelligentTieringConfigurations" -> operation(name, ::listBucketIntelligentTieringConfigurations)
        "DeleteBucketIntelligentTieringConfiguration" -> operation(name, ::deleteBucketIntelligentTieringConfiguration)
        "PutBucketInventoryConfiguration" -> operation(name, ::putBucketInventoryConfiguration)
        "GetBucketInventoryConfiguration" -> operation(name, ::getBucketInventoryConfiguration)
        "ListBucketInventoryConfigurations" -> operation(name, ::listBucketInventoryConfigurations)
        "DeleteBucketInventoryConfiguration" -> operation(name, ::deleteBucketInventoryConfiguration)
        "PutBucketMetricsConfiguration" -> operation(name, ::putBucketMetricsConfiguration)
        "GetBucketMetricsConfiguration" -> operation(name, ::getBucketMetricsConfiguration)
        "ListBucketMetricsConfigurations" -> operation(name, ::listBucketMetricsConfigurations)
        "DeleteBucketMetricsConfiguration" -> operation(name, ::deleteBucketMetricsConfiguration)
        else -> null
    }
