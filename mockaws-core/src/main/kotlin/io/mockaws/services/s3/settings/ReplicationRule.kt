package io.mockaws.services.s3.settings

import io.mockaws.services.s3.op.Tag
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html */
@Serializable
internal data class ReplicationRule(
    /** S3 makes one up where the client has none. */
    val id: String? = null,
    val priority: Int? = null,
    /** What rules had before there were filters; a rule has the one or the other. */
    val prefix: String? = null,
    val filter: ReplicationRuleFilter? = null,
    val status: SettingStatus,
    val sourceSelectionCriteria: SourceSelectionCriteria? = null,
    val existingObjectReplication: ReplicationStatus? = null,
    val destination: ReplicationDestination,
    val deleteMarkerReplication: DeleteMarkerReplication? = null,
)

/** At most one of them; [and] for several. */
@Serializable
internal data class ReplicationRuleFilter(
    val prefix: String? = null,
    val tag: Tag? = null,
    val and: PrefixAndTags? = null,
) {
    val hasTags: Boolean get() = tag != null || and?.tags.orEmpty().isNotEmpty()
}

@Serializable
internal data class SourceSelectionCriteria(
    val sseKmsEncryptedObjects: ReplicationStatus? = null,
    val replicaModifications: ReplicationStatus? = null,
)

/** Whether a part of replication is on. */
@Serializable
internal data class ReplicationStatus(
    val status: SettingStatus,
)

@Serializable
internal data class DeleteMarkerReplication(
    val status: SettingStatus? = null,
)

@Serializable
internal data class ReplicationDestination(
    /** An ARN. */
    val bucket: String,
    val account: String? = null,
    val storageClass: String? = null,
    val accessControlTranslation: AccessControlTranslation? = null,
    val encryptionConfiguration: ReplicaEncryption? = null,
    val replicationTime: ReplicationTime? = null,
    val metrics: ReplicationMetrics? = null,
)

@Serializable
internal data class AccessControlTranslation(
    val owner: OwnerOverride,
)

@Serializable
internal enum class OwnerOverride {
    @SerialName("Destination")
    DESTINATION,
}

@Serializable
internal data class ReplicaEncryption(
    val replicaKmsKeyId: String? = null,
)

@Serializable
internal data class ReplicationTime(
    val status: SettingStatus,
    val time: ReplicationTimeValue,
)

@Serializable
internal data class ReplicationTimeValue(
    val minutes: Int? = null,
)

@Serializable
internal data class ReplicationMetrics(
    val status: SettingStatus,
    val eventThreshold: ReplicationTimeValue? = null,
)
