package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.op.Tag
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering.html */
@Serializable
@SerialName("intelligent-tiering")
@XmlName("IntelligentTieringConfiguration")
internal data class IntelligentTieringConfiguration(
    override val id: String,
    val filter: IntelligentTieringFilter? = null,
    val status: SettingStatus,
    val tierings: List<Tiering>,
) : NamedSetting {
    fun check() {
        filter?.let { checkOnlyOne(it.prefix, it.tag, it.and) }
        if (tierings.distinctBy { it.accessTier }.size < tierings.size) throw S3Faults.malformedXml()
        tierings.firstOrNull { it.days !in it.accessTier.days }?.let {
            throw S3Faults.invalidArgument("Invalid Argument", "Days", "${it.days}")
        }
    }
}

@Serializable
internal data class IntelligentTieringFilter(
    val prefix: String? = null,
    val tag: Tag? = null,
    val and: PrefixAndTags? = null,
)

@Serializable
internal data class Tiering(
    val days: Int,
    val accessTier: AccessTier,
)

@Serializable
internal enum class AccessTier(
    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
    val days: IntRange,
) {
    ARCHIVE_ACCESS(90..730),
    DEEP_ARCHIVE_ACCESS(180..730),
}

@Serializable
internal data class PutBucketIntelligentTieringConfigurationRequest(
    val bucket: String,
    val id: String,
    val intelligentTieringConfiguration: IntelligentTieringConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketIntelligentTieringConfigurationResponse(
    val intelligentTieringConfiguration: IntelligentTieringConfiguration,
)

@Serializable
@XmlName("ListBucketIntelligentTieringConfigurationsOutput")
internal data class ListBucketIntelligentTieringConfigurationsResponse(
    val isTruncated: Boolean,
    val continuationToken: String?,
    val nextContinuationToken: String?,
    val intelligentTieringConfigurationList: List<IntelligentTieringConfiguration>,
)

private val tierings = NamedSettings(IntelligentTieringConfiguration::class)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html */
internal fun putBucketIntelligentTieringConfiguration(
    request: PutBucketIntelligentTieringConfigurationRequest,
    call: CallContext<S3State>,
) {
    val setting = request.intelligentTieringConfiguration
    setting.check()
    tierings.put(call, request.bucket, request.expectedBucketOwner, request.id, setting)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html */
internal fun getBucketIntelligentTieringConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = GetBucketIntelligentTieringConfigurationResponse(tierings.get(call, request))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketIntelligentTieringConfigurations.html */
internal fun listBucketIntelligentTieringConfigurations(
    request: ListNamedSettingsRequest,
    call: CallContext<S3State>,
): ListBucketIntelligentTieringConfigurationsResponse {
    val page = tierings.list(call, request)
    return ListBucketIntelligentTieringConfigurationsResponse(
        isTruncated = page.next != null,
        continuationToken = request.continuationToken,
        nextContinuationToken = page.next,
        intelligentTieringConfigurationList = page.settings,
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketIntelligentTieringConfiguration.html */
internal fun deleteBucketIntelligentTieringConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = tierings.delete(call, request)
