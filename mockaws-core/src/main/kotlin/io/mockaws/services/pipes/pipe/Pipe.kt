package io.mockaws.services.pipes.pipe

import io.mockaws.kit.Arn
import io.mockaws.kit.JsonObjectText
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.stream.ReadingRules
import io.mockaws.kit.text
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** What reads a queue or a stream and hands what is there to a target. */
@Serializable
internal data class Pipe(
    val name: String,
    val arn: String,
    val source: String,
    val target: String,
    val enrichment: String? = null,
    val roleArn: String,
    val description: String? = null,
    /** Whether it is to run. */
    val isRunning: Boolean,
    /** `SourceParameters`, `TargetParameters` and other structures, by AWS's names. */
    val settings: JsonObjectText,
    val startingTimestamp: Instant? = null,
    val tags: Map<String, String> = emptyMap(),
    val createdAt: Instant,
    val modifiedAt: Instant,
) {
    val sourceArn: Arn? get() = Arn.parse(source)
    val isStream: Boolean get() = sourceArn?.service.let { it == "kinesis" || it == "dynamodb" }
    val state: String get() = if (isRunning) RUNNING else STOPPED

    /** What is said of its source: `SqsQueueParameters`, ... */
    val sourceParameters: JsonObject?
        get() = settings.part("SourceParameters")?.let { all -> KINDS.firstNotNullOfOrNull { all.part(it) } }

    val targetParameters: JsonObject get() = settings.part("TargetParameters") ?: JsonObject(emptyMap())

    /** How it reads. */
    val rules: ReadingRules
        get() {
            val said = sourceParameters
            val filters = settings.part("SourceParameters")?.part("FilterCriteria")?.get("Filters") as? JsonArray
            return ReadingRules(
                said?.number("BatchSize") ?: if (isStream) PipesLimits.STREAM_BATCH else PipesLimits.QUEUE_BATCH,
                (said?.number("MaximumBatchingWindowInSeconds") ?: 0).seconds,
                filters.orEmpty().filterIsInstance<JsonObject>().mapNotNull { it.text("Pattern") },
                said?.number("MaximumRecordAgeInSeconds")?.takeIf { it > 0 }?.seconds,
                said?.number("MaximumRetryAttempts")?.takeIf { it >= 0 },
                said?.text("OnPartialBatchItemFailure") == "AUTOMATIC_BISECT",
                reportsItems = true,
            )
        }

    companion object {
        const val RUNNING: String = "RUNNING"
        const val STOPPED: String = "STOPPED"

        /** The members of `SourceParameters`, of which a pipe has one. */
        val KINDS: List<String> =
            listOf(
                "SqsQueueParameters",
                "KinesisStreamParameters",
                "DynamoDBStreamParameters",
                "ActiveMQBrokerParameters",
                "RabbitMQBrokerParameters",
                "ManagedStreamingKafkaParameters",
                "SelfManagedKafkaParameters",
            )
    }
}
