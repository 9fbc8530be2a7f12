package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.op.Tag
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/analytics-storage-class.html */
@Serializable
@SerialName("analytics")
@XmlName("AnalyticsConfiguration")
internal data class AnalyticsConfiguration(
    override val id: String,
    val filter: AnalyticsFilter? = null,
    val storageClassAnalysis: StorageClassAnalysis,
) : NamedSetting

@Serializable
internal data class AnalyticsFilter(
    val prefix: String? = null,
    val tag: Tag? = null,
    val and: PrefixAndTags? = null,
)

@Serializable
internal data class StorageClassAnalysis(
    val dataExport: StorageClassAnalysisDataExport? = null,
)

@Serializable
internal data class StorageClassAnalysisDataExport(
    val outputSchemaVersion: OutputSchemaVersion,
    val destination: AnalyticsExportDestination,
)

@Serializable
internal enum class OutputSchemaVersion { V_1 }

@Serializable
internal data class AnalyticsExportDestination(
    val s3BucketDestination: AnalyticsS3BucketDestination,
)

@Serializable
internal data class AnalyticsS3BucketDestination(
    val format: AnalyticsFormat,
    val bucketAccountId: String? = null,
    val bucket: String,
    val prefix: String? = null,
)

@Serializable
internal enum class AnalyticsFormat { CSV }

@Serializable
internal data class PutBucketAnalyticsConfigurationRequest(
    val bucket: String,
    val id: String,
    val analyticsConfiguration: AnalyticsConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketAnalyticsConfigurationResponse(
    val analyticsConfiguration: AnalyticsConfiguration,
)

@Serializable
@XmlName("ListBucketAnalyticsConfigurationResult")
internal data class ListBucketAnalyticsConfigurationsResponse(
    val isTruncated: Boolean,
    val continuationToken: String?,
    val nextContinuationToken: String?,
    val analyticsConfigurationList: List<AnalyticsConfiguration>,
)

private val analytics = NamedSettings(AnalyticsConfiguration::class)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html */
internal fun putBucketAnalyticsConfiguration(
    request: PutBucketAnalyticsConfigurationRequest,
    call: CallContext<S3State>,
) {
    val setting = request.analyticsConfiguration
    setting.filter?.let { checkOnlyOne(it.prefix, it.tag, it.and) }
    analytics.put(call, request.bucket, request.expectedBucketOwner, request.id, setting)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html */
internal fun getBucketAnalyticsConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = GetBucketAnalyticsConfigurationResponse(analytics.get(call, request))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html */
internal fun listBucketAnalyticsConfigurations(
    request: ListNamedSettingsRequest,
    call: CallContext<S3State>,
): ListBucketAnalyticsConfigurationsResponse {
    val page = analytics.list(call, request)
    return ListBucketAnalyticsConfigurationsResponse(
        isTruncated = page.next != null,
        continuationToken = request.continuationToken,
        nextContinuationToken = page.next,
        analyticsConfigurationList = page.settings,
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketAnalyticsConfiguration.html */
internal fun deleteBucketAnalyticsConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = analytics.delete(call, request)
