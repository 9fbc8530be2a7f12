package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** What S3 does with settings of which a bucket has any number. */
internal val namedSettingOperations: List<Operation<S3State, *, *>> =
    ofKind(
        "Analytics",
        ::putBucketAnalyticsConfiguration,
        ::getBucketAnalyticsConfiguration,
        ::listBucketAnalyticsConfigurations,
        ::deleteBucketAnalyticsConfiguration,
    ) +
        ofKind(
            "IntelligentTiering",
            ::putBucketIntelligentTieringConfiguration,
            ::getBucketIntelligentTieringConfiguration,
            ::listBucketIntelligentTieringConfigurations,
            ::deleteBucketIntelligentTieringConfiguration,
        ) +
        ofKind(
            "Inventory",
            ::putBucketInventoryConfiguration,
            ::getBucketInventoryConfiguration,
            ::listBucketInventoryConfigurations,
            ::deleteBucketInventoryConfiguration,
        ) +
        ofKind(
            "Metrics",
            ::putBucketMetricsConfiguration,
            ::getBucketMetricsConfiguration,
            ::listBucketMetricsConfigurations,
            ::deleteBucketMetricsConfiguration,
        )

private inline fun <reified P : Any, reified G : Any, reified L : Any> ofKind(
    kind: String,
    noinline put: (P, CallContext<S3State>) -> Unit,
    noinline get: (NamedSettingRequest, CallContext<S3State>) -> G,
    noinline list: (ListNamedSettingsRequest, CallContext<S3State>) -> L,
    noinline delete: (NamedSettingRequest, CallContext<S3State>) -> Unit,
): List<Operation<S3State, *, *>> =
    listOf(
        operation("PutBucket${kind}Configuration", put),
        operation("GetBucket${kind}Configuration", get),
        operation("ListBucket${kind}Configurations", list),
        operation("DeleteBucket${kind}Configuration", delete),
    )
