package io.mockaws.services.s3.settings

import io.mockaws.kit.Arn
import io.mockaws.services.s3.notifications.Happening
import kotlinx.serialization.Serializable

/** A queue, topic or function, and what is told there. */
@Serializable
internal data class NotificationTarget(
    val id: String,
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

/** What can be told. */
internal enum class TargetKind(
    /** The third part of its ARN. */
    val service: String,
    /** What an error calls its ARN. */
    val argument: String,
    /** Why it cannot be told when it is not there. */
    val missing: String,
) {
    QUEUE("sqs", "Queue", "The destination queue does not exist"),
    TOPIC("sns", "Topic", "The destination topic does not exist"),
    FUNCTION("lambda", "CloudFunction", "The destination Lambda does not exist"),
}

/** What all kinds of targets are asked for. */
internal sealed interface WantedTarget {
    val id: String?
    val arn: String
    val events: List<String>
    val filter: NotificationConfigurationFilter?
}

@Serializable
internal data class TopicConfiguration(
    override val id: String? = null,
    val topicArn: String,
    override val events: List<String>,
    override val filter: NotificationConfigurationFilter? = null,
) : WantedTarget {
    override val arn: String get() = topicArn
}

@Serializable
internal data class QueueConfiguration(
    override val id: String? = null,
    val queueArn: String,
    override val events: List<String>,
    override val filter: NotificationConfigurationFilter? = null,
) : WantedTarget {
    override val arn: String get() = queueArn
}

@Serializable
internal data class LambdaFunctionConfiguration(
    override val id: String? = null,
    val lambdaFunctionArn: String,
    override val events: List<String>,
    override val filter: NotificationConfigurationFilter? = null,
) : WantedTarget {
    override val arn: String get() = lambdaFunctionArn
}

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
