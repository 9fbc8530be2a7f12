package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.notifications.Happening
import io.mockaws.services.s3.notifications.NotificationFaults
import io.mockaws.services.s3.notifications.NotificationRules
import io.mockaws.services.s3.notifications.mayInvoke
import io.mockaws.services.s3.notifications.sendTest
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import java.util.Base64

/** Whom a bucket tells of its objects. Never empty. */
@Serializable
@SerialName("notification")
internal data class BucketNotification(
    @SerialName("queues")
    val targets: List<TargetNotification>,
    /** Whether the default event bus is told of everything. */
    val tellsEventBridge: Boolean = false,
) : BucketSetting

/** What a bucket can tell of its objects. */
internal enum class TargetKind(
    /** The third part of its ARNs. */
    val service: String,
    /** What a configuration calls its ARN. */
    val member: String,
) {
    QUEUE("sqs", "Queue"),
    TOPIC("sns", "Topic"),
    FUNCTION("lambda", "CloudFunction"),
    ;

    /** As refusals call it. */
    val word: String get() = if (this == FUNCTION) "Lambda" else member.lowercase()
}

/** A queue, topic or function, and what is told there. */
@Serializable
internal data class TargetNotification(
    val id: String,
    @SerialName("queueArn")
    val arn: String,
    val events: List<String>,
    /** As they were given, but for the case of their names: `Prefix` or `Suffix`, each once at most. */
    val rules: List<KeyRule>,
) {
    @Serializable
    data class KeyRule(
        val name: String,
        val value: String,
    )

    val kind: TargetKind get() = TargetKind.entries.first { it.service == Arn.parse(arn)?.service }

    val prefix: String get() = rules.firstOrNull { it.name == PREFIX }?.value.orEmpty()
    val suffix: String get() = rules.firstOrNull { it.name == SUFFIX }?.value.orEmpty()

    fun wants(happening: Happening): Boolean =
        events.any { happening.event.isMeantBy(it) } &&
            happening.key.startsWith(prefix) && happening.key.endsWith(suffix)

    companion object {
        const val PREFIX = "Prefix"
        const val SUFFIX = "Suffix"
    }
}

@Serializable
internal data class PutBucketNotificationConfigurationRequest(
    val bucket: String,
    val notificationConfiguration: NotificationConfiguration,
    val expectedBucketOwner: String? = null,
    val skipDestinationValidation: Boolean? = null,
)

@Serializable
@XmlName("NotificationConfiguration")
internal data class NotificationConfiguration(
    val topicConfigurations: List<TopicConfiguration> = emptyList(),
    val queueConfigurations: List<QueueConfiguration> = emptyList(),
    val lambdaFunctionConfigurations: List<LambdaFunctionConfiguration> = emptyList(),
    val eventBridgeConfiguration: EventBridgeConfiguration? = null,
)

/** It is there, which is all that it says. */
@Serializable
internal class EventBridgeConfiguration

@Serializable
internal data class TopicConfiguration(
    val id: String? = null,
    val topicArn: String,
    val events: List<String>,
    val filter: NotificationConfigurationFilter? = null,
)

@Serializable
internal data class QueueConfiguration(
    val id: String? = null,
    val queueArn: String,
    val events: List<String>,
    val filter: NotificationConfigurationFilter? = null,
)

@Serializable
internal data class LambdaFunctionConfiguration(
    val id: String? = null,
    val lambdaFunctionArn: String,
    val events: List<String>,
    val filter: NotificationConfigurationFilter? = null,
)

@Serializable
internal data class NotificationConfigurationFilter(
    val key: S3KeyFilter? = null,
)

@Serializable
internal data class S3KeyFilter(
    val filterRules: List<FilterRule> = emptyList(),
)

@Serializable
internal data class FilterRule(
    val name: String? = null,
    val value: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
internal fun putBucketNotificationConfiguration(
    request: PutBucketNotificationConfigurationRequest,
    call: CallContext<S3State>,
) {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val wanted = request.notificationConfiguration
    val targets =
        wanted.topicConfigurations.map {
            call.checked(TargetKind.TOPIC, QueueConfiguration(it.id, it.topicArn, it.events, it.filter), bucket)
        } + wanted.queueConfigurations.map { call.checked(TargetKind.QUEUE, it, bucket) } +
            wanted.lambdaFunctionConfigurations.map {
                val asQueue = QueueConfiguration(it.id, it.lambdaFunctionArn, it.events, it.filter)
                call.checked(TargetKind.FUNCTION, asQueue, bucket)
            }
    NotificationRules.checkTogether(targets)
    if (request.skipDestinationValidation != true) {
        call.checkDestinations(targets)
        call.checkPermissions(bucket, targets)
    }
    call.configure(request.bucket, request.expectedBucketOwner) {
        val told = BucketNotification(targets, wanted.eventBridgeConfiguration != null)
        if (targets.isEmpty() && !told.tellsEventBridge) it.without<BucketNotification>() else it.with(told)
    }
}

/** One more of what [bucket] tells, for a fixture. */
internal fun CallContext<S3State>.addNotification(
    bucket: Bucket,
    wanted: QueueConfiguration,
) {
    val kind = TargetKind.entries.firstOrNull { it.service == Arn.parse(wanted.queueArn)?.service } ?: TargetKind.QUEUE
    val added = checked(kind, wanted, bucket)
    checkDestinations(listOf(added))
    if (added.kind == TargetKind.FUNCTION) checkPermissions(bucket, listOf(added))
    configure(bucket.name, expectedOwner = null) {
        val before = it.find<BucketNotification>() ?: BucketNotification(emptyList())
        val targets = before.targets + added
        NotificationRules.checkTogether(targets)
        it.with(before.copy(targets = targets))
    }
}

/** From here on [bucket] tells the default event bus of everything, for a fixture. */
internal fun CallContext<S3State>.tellEventBridge(bucket: Bucket) {
    configure(bucket.name, expectedOwner = null) {
        val before = it.find<BucketNotification>() ?: BucketNotification(emptyList())
        it.with(before.copy(tellsEventBridge = true))
    }
}

internal fun wantedNotification(
    arn: String,
    events: List<String>,
    prefix: String,
    suffix: String,
): QueueConfiguration {
    val rules =
        listOf(FilterRule(TargetNotification.PREFIX, prefix), FilterRule(TargetNotification.SUFFIX, suffix))
            .filterNot { it.value.isNullOrEmpty() }
    val filter = NotificationConfigurationFilter(S3KeyFilter(rules)).takeIf { rules.isNotEmpty() }
    return QueueConfiguration(id = null, arn, events, filter)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
internal fun getBucketNotificationConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): NotificationConfiguration {
    val told = call.setting<BucketNotification>(request) ?: return NotificationConfiguration()
    val targets = told.targets.groupBy { it.kind }
    return NotificationConfiguration(
        targets[TargetKind.TOPIC].orEmpty().map { TopicConfiguration(it.id, it.arn, it.events, filterOf(it)) },
        targets[TargetKind.QUEUE].orEmpty().map { QueueConfiguration(it.id, it.arn, it.events, filterOf(it)) },
        targets[TargetKind.FUNCTION].orEmpty().map {
            LambdaFunctionConfiguration(it.id, it.arn, it.events, filterOf(it))
        },
        if (told.tellsEventBridge) EventBridgeConfiguration() else null,
    )
}

private fun filterOf(target: TargetNotification): NotificationConfigurationFilter? {
    val rules = target.rules.map { FilterRule(it.name, it.value) }
    return if (rules.isEmpty()) null else NotificationConfigurationFilter(S3KeyFilter(rules))
}

private fun CallContext<S3State>.checked(
    kind: TargetKind,
    wanted: QueueConfiguration,
    bucket: Bucket,
): TargetNotification = NotificationRules.check(kind, wanted, bucket.region) { madeUpId() }

private fun CallContext<S3State>.checkDestinations(targets: List<TargetNotification>) {
    val missing = targets.filterNot { world.links.deliveries.reaches(Arn.parse(it.arn)!!, world) }
    if (missing.isNotEmpty()) {
        throw NotificationFaults.notValidated(
            missing.map {
                it.arn to "The destination ${it.kind.word} does not exist"
            }
        )
    }
}

/** S3 finds out whether it may send by sending; a function is asked by a dry run. */
private fun CallContext<S3State>.checkPermissions(
    bucket: Bucket,
    targets: List<TargetNotification>,
) {
    val refused =
        targets.filterNot {
            if (it.kind ==
                TargetKind.FUNCTION
            ) {
                mayInvoke(bucket, it.arn)
            } else {
                sendTest(bucket, it) == null
            }
        }
    if (refused.isEmpty()) return
    throw NotificationFaults.notValidated(refused.map { it.arn to reasonAgainst(it) })
}

private fun reasonAgainst(target: TargetNotification): String =
    if (target.kind == TargetKind.FUNCTION) {
        "Not authorized to invoke function [${target.arn}]"
    } else {
        "Permissions on the destination ${target.kind.word} do not allow S3 to publish notifications from this bucket"
    }

/** The shape of S3's own: a UUID in Base64. */
private fun CallContext<S3State>.madeUpId(): String =
    Base64.getEncoder().encodeToString(ids.uuid().encodeToByteArray())
