package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.openBucket
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
    val targets: List<NotificationTarget>,
    /** Whether the default event bus is told of everything. */
    val tellsEventBridge: Boolean = false,
) : BucketSetting

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

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
internal fun putBucketNotificationConfiguration(
    request: PutBucketNotificationConfigurationRequest,
    call: CallContext<S3State>,
) {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val wanted =
        request.notificationConfiguration.run { topicConfigurations + queueConfigurations + lambdaFunctionConfigurations }
    val targets = wanted.map { call.checked(it, bucket) }
    NotificationRules.checkTogether(targets)
    val isChecked = request.skipDestinationValidation != true
    if (isChecked) call.checkDestinations(bucket, targets)
    call.configure(request.bucket, request.expectedBucketOwner) {
        val told = BucketNotification(targets, request.notificationConfiguration.eventBridgeConfiguration != null)
        if (targets.isEmpty() && !told.tellsEventBridge) it.without<BucketNotification>() else it.with(told)
    }
    if (isChecked) targets.filter { it.kind != TargetKind.FUNCTION }.forEach { call.sendTest(bucket, it) }
}

/** One more of what [bucket] tells, for a fixture. */
internal fun CallContext<S3State>.addNotification(
    bucket: Bucket,
    wanted: WantedTarget,
) {
    val added = checked(wanted, bucket)
    checkDestinations(bucket, listOf(added))
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
): WantedTarget {
    val rules =
        listOf(FilterRule(NotificationTarget.PREFIX, prefix), FilterRule(NotificationTarget.SUFFIX, suffix))
            .filterNot { it.value.isNullOrEmpty() }
    val filter = NotificationConfigurationFilter(S3KeyFilter(rules)).takeIf { rules.isNotEmpty() }
    return when (Arn.parse(arn)?.service) {
        TargetKind.FUNCTION.service -> LambdaFunctionConfiguration(null, arn, events, filter)
        TargetKind.TOPIC.service -> TopicConfiguration(null, arn, events, filter)
        else -> QueueConfiguration(null, arn, events, filter)
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
internal fun getBucketNotificationConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): NotificationConfiguration {
    val told = call.setting<BucketNotification>(request) ?: return NotificationConfiguration()
    val targets = told.targets.groupBy { it.kind }

    fun <T> shown(
        kind: TargetKind,
        make: (NotificationTarget, NotificationConfigurationFilter?) -> T,
    ) = targets[kind].orEmpty().map { make(it, filterOf(it)) }
    return NotificationConfiguration(
        shown(TargetKind.TOPIC) { it, filter -> TopicConfiguration(it.id, it.arn, it.events, filter) },
        shown(TargetKind.QUEUE) { it, filter -> QueueConfiguration(it.id, it.arn, it.events, filter) },
        shown(TargetKind.FUNCTION) { it, filter -> LambdaFunctionConfiguration(it.id, it.arn, it.events, filter) },
        if (told.tellsEventBridge) EventBridgeConfiguration() else null,
    )
}

private fun filterOf(target: NotificationTarget): NotificationConfigurationFilter? {
    val rules = target.rules.map { FilterRule(it.name, it.value) }
    return if (rules.isEmpty()) null else NotificationConfigurationFilter(S3KeyFilter(rules))
}

private fun CallContext<S3State>.checked(
    wanted: WantedTarget,
    bucket: Bucket,
): NotificationTarget = NotificationRules.check(wanted, bucket.region) { madeUpId() }

private fun CallContext<S3State>.checkDestinations(
    bucket: Bucket,
    targets: List<NotificationTarget>,
) {
    val reasons = targets.mapNotNull { target -> reasonAgainst(bucket, target)?.let { target.arn to it } }
    if (reasons.isNotEmpty()) throw NotificationFaults.notValidated(reasons)
}

/** Why [target] cannot be told; a function is asked by a dry run. */
private fun CallContext<S3State>.reasonAgainst(
    bucket: Bucket,
    target: NotificationTarget,
): String? {
    if (!world.deliveries.reaches(Arn.parse(target.arn)!!, world)) return target.kind.missing
    if (target.kind != TargetKind.FUNCTION || mayInvoke(bucket, target.arn)) return null
    return "Not authorized to invoke function [${target.arn}]"
}

/** The shape of S3's own: a UUID in Base64. */
private fun CallContext<S3State>.madeUpId(): String =
    Base64.getEncoder().encodeToString(ids.uuid().encodeToByteArray())
