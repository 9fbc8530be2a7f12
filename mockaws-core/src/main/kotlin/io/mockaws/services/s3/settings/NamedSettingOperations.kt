package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State
import io.mockaws.wire.HttpTrait

/** What S3 does with settings of which a bucket has any number. */
internal val namedSettingOperations: List<Operation<S3State, *, *>> =
    ofKind(
        "Analytics",
        "analytics",
        ::putBucketAnalyticsConfiguration,
        ::getBucketAnalyticsConfiguration,
        ::listBucketAnalyticsConfigurations,
        ::deleteBucketAnalyticsConfiguration,
    ) +
        ofKind(
            "IntelligentTiering",
            "intelligent-tiering",
            ::putBucketIntelligentTieringConfiguration,
            ::getBucketIntelligentTieringConfiguration,
            ::listBucketIntelligentTieringConfigurations,
            ::deleteBucketIntelligentTieringConfiguration,
        ) +
        ofKind(
            "Inventory",
            "inventory",
            ::putBucketInventoryConfiguration,
            ::getBucketInventoryConfiguration,
            ::listBucketInventoryConfigurations,
            ::deleteBucketInventoryConfiguration,
        ) +
        ofKind(
            "Metrics",
            "metrics",
            ::putBucketMetricsConfiguration,
            ::getBucketMetricsConfiguration,
            ::listBucketMetricsConfigurations,
            ::deleteBucketMetricsConfiguration,
        )

private inline fun <reified P : Any, reified G : Any, reified L : Any> ofKind(
    kind: String,
    parameter: String,
    noinline put: (P, CallContext<S3State>) -> Unit,
    noinline get: (NamedSettingRequest, CallContext<S3State>) -> G,
    noinline list: (ListNamedSettingsRequest, CallContext<S3State>) -> L,
    noinline delete: (NamedSettingRequest, CallContext<S3State>) -> Unit,
): List<Operation<S3State, *, *>> =
    listOf(
        operation("PutBucket${kind}Configuration", put, HttpTrait("PUT", "/{Bucket}?$parameter&id", 204)),
        operation("GetBucket${kind}Configuration", get, HttpTrait("GET", "/{Bucket}?$parameter&id")),
        operation("ListBucket${kind}Configurations", list, HttpTrait("GET", "/{Bucket}?$parameter")),
        operation("DeleteBucket${kind}Configuration", delete, HttpTrait("DELETE", "/{Bucket}?$parameter&id", 204)),
    )
