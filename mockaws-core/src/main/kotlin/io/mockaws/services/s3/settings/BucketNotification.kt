package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.notifications.Happening
import io.mockaws.services.s3.notifications.NotificationFaults
import io.mockaws.services.s3.notifications.NotificationRules
import io.mockaws.services.s3.notifications.sendTest
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import java.util.Base64

/** Whom a bucket tells of its objects. Never empty. */
@Serializable
@SerialName("notification")
internal data class BucketNotification(
    val queues: List<QueueNotification>,
    /** Whether the default event bus is told of everything. */
    val tellsEventBridge: Boolean = false,
) : BucketSetting

/** A queue, and what is told there. */
@Serializable
internal data class QueueNotification(
    val id: String,
    val queueArn: String,
    val events: List<String>,
    /** As they were given, but for the case of their names: `Prefix` or `Suffix`, each once at most. */
    val rules: List<KeyRule>,
) {
    @Serializable
    data class KeyRule(
        val name: String,
        val value: String,
    )

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

/** Topics and functions are not there, so nothing could be told to them. */
@Serializable
@XmlName("NotificationConfiguration")
internal data class NotificationConfiguration(
    val queueConfigurations: List<QueueConfiguration> = emptyList(),
    val eventBridgeConfiguration: EventBridgeConfiguration? = null,
)

/** It is there, which is all that it says. */
@Serializable
internal class EventBridgeConfiguration

@Serializable
internal data class QueueConfiguration(
    val id: String? = null,
    val queueArn: String,
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
    val queues = request.notificationConfiguration.queueConfigurations.map { call.checked(it, bucket) }
    NotificationRules.checkTogether(queues)
    val isChecked = request.skipDestinationValidation != true
    if (isChecked) call.checkDestinations(queues)
    call.configure(request.bucket, request.expectedBucketOwner) {
        val told = BucketNotification(queues, request.notificationConfiguration.eventBridgeConfiguration != null)
        if (queues.isEmpty() && !told.tellsEventBridge) it.without<BucketNotification>() else it.with(told)
    }
    if (isChecked) queues.forEach { call.sendTest(bucket, it) }
}

/** One more of what [bucket] tells, for a fixture. */
internal fun CallContext<S3State>.addNotification(
    bucket: Bucket,
    wanted: QueueConfiguration,
) {
    val added = checked(wanted, bucket)
    checkDestinations(listOf(added))
    configure(bucket.name, expectedOwner = null) {
        val before = it.find<BucketNotification>() ?: BucketNotification(emptyList())
        val queues = before.queues + added
        NotificationRules.checkTogether(queues)
        it.with(before.copy(queues = queues))
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
    queueArn: String,
    events: List<String>,
    prefix: String,
    suffix: String,
): QueueConfiguration {
    val rules =
        listOf(FilterRule(QueueNotification.PREFIX, prefix), FilterRule(QueueNotification.SUFFIX, suffix))
            .filterNot { it.value.isNullOrEmpty() }
    val filter = NotificationConfigurationFilter(S3KeyFilter(rules)).takeIf { rules.isNotEmpty() }
    return QueueConfiguration(id = null, queueArn, events, filter)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
internal fun getBucketNotificationConfiguration(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): NotificationConfiguration {
    val told = call.setting<BucketNotification>(request) ?: return NotificationConfiguration()
    val eventBridge = if (told.tellsEventBridge) EventBridgeConfiguration() else null
    return NotificationConfiguration(told.queues.map(::shown), eventBridge)
}

private fun shown(queue: QueueNotification): QueueConfiguration {
    val rules = queue.rules.map { FilterRule(it.name, it.value) }
    val filter = if (rules.isEmpty()) null else NotificationConfigurationFilter(S3KeyFilter(rules))
    return QueueConfiguration(queue.id, queue.queueArn, queue.events, filter)
}

private fun CallContext<S3State>.checked(
    wanted: QueueConfiguration,
    bucket: Bucket,
): QueueNotification = NotificationRules.check(wanted, bucket.region) { madeUpId() }

private fun CallContext<S3State>.checkDestinations(queues: List<QueueNotification>) {
    val missing = queues.map { it.queueArn }.filterNot { world.deliveries.reaches(Arn.parse(it)!!, world) }
    if (missing.isNotEmpty()) {
        throw NotificationFaults.notValidated(missing.map { it to "The destination queue does not exist" })
    }
}

/** The shape of S3's own: a UUID in Base64. */
private fun CallContext<S3State>.madeUpId(): String =
    Base64.getEncoder().encodeToString(ids.uuid().encodeToByteArray())
