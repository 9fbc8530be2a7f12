package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.rotation.RotationSchedule
import io.mockaws.services.secretsmanager.secret.Rotation
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

@Serializable
internal data class DescribeSecretRequest(
    val secretId: String,
)

@Serializable
internal data class DescribeSecretResponse(
    val arn: String,
    val name: String,
    val description: String?,
    val kmsKeyId: String?,
    val rotationEnabled: Boolean?,
    val rotationLambdaArn: String?,
    val rotationRules: RotationRulesType?,
    val lastRotatedDate: Instant?,
    val lastChangedDate: Instant,
    val lastAccessedDate: Instant?,
    val deletedDate: Instant?,
    val nextRotationDate: Instant?,
    val tags: List<Tag>?,
    val versionIdsToStages: Map<String, List<String>>?,
    val createdDate: Instant,
    val primaryRegion: String?,
    val replicationStatus: List<ReplicationStatusType>?,
    val type: String?,
    val owningService: String?,
)

@Serializable
internal data class RotationRulesType(
    val automaticallyAfterDays: Long? = null,
    val duration: String? = null,
    val scheduleExpression: String? = null,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
internal fun describeSecret(
    request: DescribeSecretRequest,
    call: SecretsCall,
): DescribeSecretResponse {
    val secret = call.secret(request.secretId).get()
    return DescribeSecretResponse(
        secret.arn,
        secret.name,
        secret.description,
        secret.kmsKeyId,
        secret.rotation?.isEnabled,
        secret.rotation?.lambdaArn,
        secret.shownRules(),
        secret.lastRotatedAt,
        secret.lastChangedAt,
        secret.lastAccessedAt,
        secret.deletion?.markedAt,
        secret.nextRotationDate,
        secret.tagList,
        secret.stagesByVersion.ifEmpty { null },
        secret.createdAt,
        secret.primaryRegion,
        secret.replicationStatus(),
        secret.type,
        secret.owningService,
    )
}

internal val Secret.tagList: List<Tag>? get() = tags?.map { (key, value) -> Tag(key, value) }

/** The end of the window in which it is rotated. */
internal val Secret.nextRotationDate: Instant?
    get() = rotation?.takeIf { it.isEnabled && deletion == null }?.next?.let { it.closesAt - 1.seconds }

/** With the days between two rotations, which AWS works out from an expression. */
internal fun Secret.shownRules(): RotationRulesType? {
    val rules: Rotation.Rules = rotation?.rules ?: return null
    val days = RotationSchedule.daysOf(rules, rotation.next?.opensAt ?: lastChangedAt)
    return RotationRulesType(days, rules.duration, rules.scheduleExpression)
}
