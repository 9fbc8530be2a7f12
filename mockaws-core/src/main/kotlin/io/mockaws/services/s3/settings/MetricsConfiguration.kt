package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.op.Tag
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html */
@Serializable
@SerialName("metrics")
@XmlName("MetricsConfiguration")
internal data class MetricsConfiguration(
    override val id: String,
    val filter: MetricsFilter? = null,
) : NamedSetting

@Serializable
internal data class MetricsFilter(
    val prefix: String? = null,
    val tag: Tag? = null,
    val accessPointArn: String? = null,
    val and: MetricsAndOperator? = null,
)

@Serializable
internal data class MetricsAndOperator(
    val prefix: String? = null,
    val tags: List<Tag> = emptyList(),
    val accessPointArn: String? = null,
)

@Serializable
internal data class PutBucketMetricsConfigurationRequest(
    val bucket: String,
    val id: String,
    val metricsConfiguration: MetricsConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketMetricsConfigurationResponse(
    val metricsConfiguration: MetricsConfiguration,
)

@Serializable
@XmlName("ListMetricsConfigurationsResult")
internal data class ListBucketMetricsConfigurationsResponse(
    val isTruncated: Boolean,
    val continuationToken: String?,
    val nextContinuationToken: String?,
    val metricsConfigurationList: List<MetricsConfiguration>,
)

private val metrics = NamedSettings(MetricsConfiguration::class)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
internal fun putBucketMetricsConfiguration(
    request: PutBucketMetricsConfigurationRequest,
    call: CallContext<S3State>,
) {
    val setting = request.metricsConfiguration
    setting.filter?.let { checkOnlyOne(it.prefix, it.tag, it.accessPointArn, it.and) }
    metrics.put(call, request.bucket, request.expectedBucketOwner, request.id, setting)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html */
internal fun getBucketMetricsConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = GetBucketMetricsConfigurationResponse(metrics.get(call, request))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
internal fun listBucketMetricsConfigurations(
    request: ListNamedSettingsRequest,
    call: CallContext<S3State>,
): ListBucketMetricsConfigurationsResponse {
    val page = metrics.list(call, request)
    return ListBucketMetricsConfigurationsResponse(
        isTruncated = page.next != null,
        continuationToken = request.continuationToken,
        nextContinuationToken = page.next,
        metricsConfigurationList = page.settings,
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketMetricsConfiguration.html */
internal fun deleteBucketMetricsConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = metrics.delete(call, request)
