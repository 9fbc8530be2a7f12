package io.mockaws.services.sqs.queue

import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.queue.QueueAttributes.Companion.GROUP_SCOPE
import io.mockaws.services.sqs.queue.QueueAttributes.Companion.PER_GROUP
import io.mockaws.services.sqs.queue.QueueAttributes.Companion.PER_QUEUE
import io.mockaws.services.sqs.queue.QueueAttributes.Companion.QUEUE_SCOPE
import kotlinx.serialization.json.JsonObject

/** One settable attribute of a queue: how its string is read into [QueueAttributes], and written back. */
internal class QueueAttribute(
    val name: String,
    val fifoOnly: Boolean = false,
    /** Null when the queue does not show it. */
    val show: (QueueAttributes) -> String?,
    val set: (QueueAttributes, String) -> QueueAttributes,
)

/** Reads and checks attribute maps. */
internal object AttributeTable {
    const val FIFO_QUEUE = "FifoQueue"

    private val settable: Map<String, QueueAttribute> =
        listOf(
            number("VisibilityTimeout", SqsLimits.visibilityTimeout, {
                it.visibilityTimeout
            }) { copy(visibilityTimeout = it) },
            number("DelaySeconds", SqsLimits.delaySeconds, { it.delaySeconds }) { copy(delaySeconds = it) },
            number("MaximumMessageSize", SqsLimits.maximumMessageSize, {
                it.maximumMessageSize
            }) { copy(maximumMessageSize = it) },
            number("MessageRetentionPeriod", SqsLimits.messageRetentionPeriod, { it.messageRetentionPeriod }) {
                copy(messageRetentionPeriod = it)
            },
            number("ReceiveMessageWaitTimeSeconds", SqsLimits.waitTimeSeconds, { it.receiveMessageWaitTimeSeconds }) {
                copy(receiveMessageWaitTimeSeconds = it)
            },
            QueueAttribute("Policy", show = { it.policy }) { old, text -> old.copy(policy = policy(text)) },
            QueueAttribute("RedrivePolicy", show = { it.redrivePolicy?.toString() }) { old, text ->
                old.copy(redrivePolicy = RedrivePolicy.parse(text))
            },
            QueueAttribute("RedriveAllowPolicy", show = { it.redriveAllowPolicy?.toString() }) { old, text ->
                old.copy(redriveAllowPolicy = RedriveAllowPolicy.parse(text))
            },
            QueueAttribute("KmsMasterKeyId", show = { it.kmsMasterKeyId }) { old, text ->
                old.copy(kmsMasterKeyId = text.ifEmpty { null }, sqsManagedSseEnabled = false)
            },
            number(
                "KmsDataKeyReusePeriodSeconds",
                SqsLimits.kmsDataKeyReusePeriodSeconds,
                { old -> old.kmsDataKeyReusePeriodSeconds.takeIf { old.kmsMasterKeyId != null } },
            ) { copy(kmsDataKeyReusePeriodSeconds = it) },
            boolean("SqsManagedSseEnabled", { it.sqsManagedSseEnabled }) {
                copy(sqsManagedSseEnabled = it, kmsMasterKeyId = if (it) null else kmsMasterKeyId)
            },
            boolean("ContentBasedDeduplication", { it.contentBasedDeduplication }, fifoOnly = true) {
                copy(contentBasedDeduplication = it)
            },
            choice("DeduplicationScope", listOf(QUEUE_SCOPE, GROUP_SCOPE), { it.deduplicationScope }) {
                copy(deduplicationScope = it)
            },
            choice("FifoThroughputLimit", listOf(PER_QUEUE, PER_GROUP), { it.fifoThroughputLimit }) {
                copy(fifoThroughputLimit = it)
            },
        ).associateBy { it.name }

    /** [changes] applied to [old]; what is no attribute of this type of queue, or no value of it, is refused. */
    fun apply(
        old: QueueAttributes,
        changes: Map<String, String>,
    ): QueueAttributes {
        changes.keys.forEach { checkName(it, old.fifo) }
        if (changes[FIFO_QUEUE]?.toBoolean() == false) {
            throw SqsFaults.invalidAttributeValue(FIFO_QUEUE, "Modifying queue type is not supported.")
        }
        if (changes["SqsManagedSseEnabled"].toBoolean() && !changes["KmsMasterKeyId"].isNullOrEmpty()) {
            throw SqsFaults.invalidAttributeName(
                "You can use one type of server-side encryption (SSE) at one time. " +
                    "You can either enable KMS SSE or SQS SSE.",
            )
        }
        val changed =
            changes.entries.fold(old) { attributes, (name, value) ->
                if (name == FIFO_QUEUE) attributes else settable.getValue(name).set(attributes, value)
            }
        if (changed.fifoThroughputLimit == PER_GROUP && !changed.deduplicatesByGroup) {
            throw SqsFaults.invalidAttributeValue(
                "FifoThroughputLimit",
                "$PER_GROUP is allowed only when DeduplicationScope is $GROUP_SCOPE.",
            )
        }
        return changed
    }

    /** The first of [wanted]'s names whose value in [existing] is another, or null when they are equal. */
    fun difference(
        existing: QueueAttributes,
        wanted: QueueAttributes,
        names: Set<String>,
    ): String? =
        names.firstOrNull { name ->
            if (name == FIFO_QUEUE) return@firstOrNull existing.fifo != wanted.fifo
            val attribute = settable.getValue(name)
            attribute.show(existing) != attribute.show(wanted)
        }

    /** All that a queue shows of its settings. */
    fun show(attributes: QueueAttributes): Map<String, String> =
        buildMap {
            settable.values.forEach { attribute ->
                if (!attribute.fifoOnly || attributes.fifo) attribute.show(attributes)?.let { put(attribute.name, it) }
            }
            if (attributes.fifo) put(FIFO_QUEUE, "true")
        }

    fun isName(name: String): Boolean = name == FIFO_QUEUE || name in settable

    private fun checkName(
        name: String,
        fifo: Boolean,
    ) {
        if (name == FIFO_QUEUE && fifo) return
        val attribute = settable[name] ?: throw SqsFaults.unknownAttribute(name)
        if (!attribute.fifoOnly || fifo) return
        throw when (name) {
            "ContentBasedDeduplication" -> SqsFaults.unknownAttribute(name)
            else -> SqsFaults.invalidAttributeName("You can specify the $name only when FifoQueue is set to true.")
        }
    }

    private fun policy(text: String): String? {
        if (text.isBlank()) return null
        if (jsonOf(text) !is JsonObject) throw SqsFaults.invalidAttributeValue("Policy")
        return text
    }

    private fun number(
        name: String,
        range: IntRange,
        get: (QueueAttributes) -> Int?,
        set: QueueAttributes.(Int) -> QueueAttributes,
    ) = QueueAttribute(name, show = { get(it)?.toString() }) { old, text ->
        val value = text.trim().toIntOrNull()
        if (value == null || value !in range) throw SqsFaults.invalidAttributeValue(name)
        old.set(value)
    }

    private fun boolean(
        name: String,
        get: (QueueAttributes) -> Boolean,
        fifoOnly: Boolean = false,
        set: QueueAttributes.(Boolean) -> QueueAttributes,
    ) = QueueAttribute(name, fifoOnly, { get(it).toString() }) { old, text ->
        old.set(text.lowercase().toBooleanStrictOrNull() ?: throw SqsFaults.invalidAttributeValue(name))
    }

    private fun choice(
        name: String,
        values: List<String>,
        get: (QueueAttributes) -> String,
        set: QueueAttributes.(String) -> QueueAttributes,
    ) = QueueAttribute(name, fifoOnly = true, { get(it) }) { old, text ->
        if (text !in values) throw SqsFaults.invalidAttributeValue(name)
        old.set(text)
    }
}
