package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html */
@Serializable
@SerialName("replication")
@XmlName("ReplicationConfiguration")
internal data class BucketReplication(
    val role: String,
    val rules: List<ReplicationRule> = emptyList(),
) : BucketSetting

@Serializable
internal data class PutBucketReplicationRequest(
    val bucket: String,
    val replicationConfiguration: BucketReplication,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketReplicationResponse(
    val replicationConfiguration: BucketReplication,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
internal fun putBucketReplication(
    request: PutBucketReplicationRequest,
    call: CallContext<S3State>,
) {
    val source = call.openBucket(request.bucket, request.expectedBucketOwner)
    val configuration = request.replicationConfiguration
    checkRules(configuration.rules)
    if (source.settings.versioning != Versioning.ENABLED) {
        throw S3Faults.invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration")
    }
    configuration.rules.forEach { call.checkDestination(it.destination) }
    val rules = configuration.rules.map { if (it.id.isNullOrEmpty()) it.copy(id = makeRuleId(call.ids)) else it }
    call.configure(request.bucket, request.expectedBucketOwner) { it.with(configuration.copy(rules = rules)) }
}

private fun checkRules(rules: List<ReplicationRule>) {
    if (rules.size !in 1..MOST_RULES) throw S3Faults.malformedXml()
    val ids = rules.mapNotNull { rule -> rule.id?.takeIf { it.isNotEmpty() } }
    ids.firstOrNull { it.length > ID_LENGTH }?.let {
        throw S3Faults.invalidArgument("ID length should not exceed allowed limit of $ID_LENGTH", "ID", it)
    }
    ids.groupBy { it }.values.firstOrNull { it.size > 1 }?.let {
        throw S3Faults.invalidArgument("Rule Id must be unique", "ID", it.first())
    }
    rules.forEach { checkRule(it) }
}

/** With a filter a rule is of the newer kind, which has to say more. */
private fun checkRule(rule: ReplicationRule) {
    val filter = rule.filter
    if (filter == null) {
        if (rule.priority != null) throw wrongSchema("Priority cannot be used")
        if (rule.deleteMarkerReplication != null) throw wrongSchema("DeleteMarkerReplication cannot be used")
        return
    }
    if (rule.prefix != null) throw S3Faults.malformedXml()
    checkOnlyOne(filter.prefix, filter.tag, filter.and)
    if (rule.priority == null) throw wrongSchema("Priority must be specified")
    val markers = rule.deleteMarkerReplication?.status ?: throw wrongSchema("DeleteMarkerReplication must be specified")
    if (markers == SettingStatus.ENABLED && filter.hasTags) {
        throw S3Faults.invalidRequest("Delete marker replication is not supported if any Tag filter is specified.")
    }
}

/** A bucket of any account and region. */
private fun CallContext<S3State>.checkDestination(destination: ReplicationDestination) {
    val name = destination.bucket.removePrefix(ARN)
    if (name == destination.bucket || name.isEmpty()) {
        throw S3Faults.invalidArgument("Invalid bucket ARN.", "Bucket", destination.bucket)
    }
    if (destination.storageClass != null && destination.storageClass !in S3Limits.STORAGE_CLASSES) {
        throw S3Faults.malformedXml()
    }
    if (state.bucket(name)?.settings?.versioning != Versioning.ENABLED) {
        throw S3Faults.invalidRequest("Destination bucket must have versioning enabled.")
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
internal fun getBucketReplication(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetBucketReplicationResponse =
    GetBucketReplicationResponse(call.setting<BucketReplication>(request) ?: throw noReplication(request.bucket))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
internal fun deleteBucketReplication(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketReplication>(request)

/** A bucket that is replicated keeps its versions. */
internal fun BucketConfiguration.checkVersioning(versioning: Versioning) {
    if (versioning == Versioning.ENABLED || find<BucketReplication>() == null) return
    throw AwsFault(
        "InvalidBucketState",
        "A replication configuration is present on this bucket, so you cannot change the versioning state. To change " +
            "the versioning state, first delete the replication configuration.",
        409,
    )
}

private fun noReplication(bucket: String) =
    AwsFault.with(
        "ReplicationConfigurationNotFoundError",
        "The replication configuration was not found",
        BucketDetail(bucket),
        404,
    )

private fun wrongSchema(reason: String) =
    S3Faults.invalidRequest("$reason for this version of Cross Region Replication configuration schema.")

private const val ARN = "arn:aws:s3:::"

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationConfiguration.html */
private const val MOST_RULES = 1000
private const val ID_LENGTH = 255
