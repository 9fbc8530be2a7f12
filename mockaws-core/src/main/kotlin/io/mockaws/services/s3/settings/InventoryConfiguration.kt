package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html */
@Serializable
@SerialName("inventory")
@XmlName("InventoryConfiguration")
internal data class InventoryConfiguration(
    val destination: InventoryDestination,
    val isEnabled: Boolean,
    val filter: InventoryFilter? = null,
    override val id: String,
    val includedObjectVersions: IncludedObjectVersions,
    val optionalFields: List<InventoryField>? = null,
    val schedule: InventorySchedule,
) : NamedSetting

@Serializable
internal data class InventoryDestination(
    val s3BucketDestination: InventoryS3BucketDestination,
)

@Serializable
internal data class InventoryS3BucketDestination(
    val accountId: String? = null,
    /** An ARN. */
    val bucket: String,
    val format: InventoryFormat,
    val prefix: String? = null,
    val encryption: InventoryEncryption? = null,
)

@Serializable
internal enum class InventoryFormat {
    CSV,
    ORC,

    @SerialName("Parquet")
    PARQUET,
}

/** One of them. */
@Serializable
internal data class InventoryEncryption(
    val sseS3: InventorySseS3? = null,
    val sseKms: InventorySseKms? = null,
)

@Serializable
internal class InventorySseS3

@Serializable
internal data class InventorySseKms(
    val keyId: String,
)

@Serializable
internal data class InventoryFilter(
    val prefix: String,
)

@Serializable
internal enum class IncludedObjectVersions {
    @SerialName("All")
    ALL,

    @SerialName("Current")
    CURRENT,
}

/** Called as AWS calls them: they have no other meaning here. */
@Suppress("ktlint:standard:enum-entry-name-case", "EnumEntryName")
@Serializable
internal enum class InventoryField {
    Size,
    LastModifiedDate,
    StorageClass,
    ETag,
    IsMultipartUploaded,
    ReplicationStatus,
    EncryptionStatus,
    ObjectLockRetainUntilDate,
    ObjectLockMode,
    ObjectLockLegalHoldStatus,
    IntelligentTieringAccessTier,
    BucketKeyStatus,
    ChecksumAlgorithm,
    ObjectAccessControlList,
    ObjectOwner,
    LifecycleExpirationDate,
}

@Serializable
internal data class InventorySchedule(
    val frequency: InventoryFrequency,
)

@Serializable
internal enum class InventoryFrequency {
    @SerialName("Daily")
    DAILY,

    @SerialName("Weekly")
    WEEKLY,
}

@Serializable
internal data class PutBucketInventoryConfigurationRequest(
    val bucket: String,
    val id: String,
    val inventoryConfiguration: InventoryConfiguration,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketInventoryConfigurationResponse(
    val inventoryConfiguration: InventoryConfiguration,
)

@Serializable
@XmlName("ListInventoryConfigurationsResult")
internal data class ListBucketInventoryConfigurationsResponse(
    val isTruncated: Boolean,
    val continuationToken: String?,
    val nextContinuationToken: String?,
    val inventoryConfigurationList: List<InventoryConfiguration>,
)

private val inventories =
    NamedSettings(InventoryConfiguration::class) {
        AwsFault("IdMismatch", "Document ID does not match the specified configuration ID.")
    }

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
internal fun putBucketInventoryConfiguration(
    request: PutBucketInventoryConfigurationRequest,
    call: CallContext<S3State>,
) {
    val setting = request.inventoryConfiguration
    val destination = setting.destination.s3BucketDestination
    if (!destination.bucket.startsWith("arn:aws:s3:::")) {
        throw AwsFault("InvalidS3DestinationBucket", "Invalid bucket ARN.")
    }
    destination.encryption?.let { checkOnlyOne(it.sseS3, it.sseKms) }
    inventories.put(call, request.bucket, request.expectedBucketOwner, request.id, setting)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html */
internal fun getBucketInventoryConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = GetBucketInventoryConfigurationResponse(inventories.get(call, request))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketInventoryConfigurations.html */
internal fun listBucketInventoryConfigurations(
    request: ListNamedSettingsRequest,
    call: CallContext<S3State>,
): ListBucketInventoryConfigurationsResponse {
    val page = inventories.list(call, request)
    return ListBucketInventoryConfigurationsResponse(
        isTruncated = page.next != null,
        continuationToken = request.continuationToken,
        nextContinuationToken = page.next,
        inventoryConfigurationList = page.settings,
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketInventoryConfiguration.html */
internal fun deleteBucketInventoryConfiguration(
    request: NamedSettingRequest,
    call: CallContext<S3State>,
) = inventories.delete(call, request)
