package io.mockaws.services.sns.op

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.delivery.Draft
import io.mockaws.services.sns.delivery.publish
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.topicAt
import kotlinx.serialization.Serializable

@Serializable
internal data class PublishBatchInput(
    val topicArn: String? = null,
    val publishBatchRequestEntries: List<PublishBatchRequestEntry>? = null,
)

@Serializable
internal data class PublishBatchRequestEntry(
    val id: String? = null,
    val message: String? = null,
    val subject: String? = null,
    val messageStructure: String? = null,
    val messageAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageDeduplicationId: String? = null,
    val messageGroupId: String? = null,
)

@Serializable
internal data class PublishBatchResponse(
    val successful: List<PublishBatchResultEntry>,
    val failed: List<BatchResultErrorEntry>,
)

@Serializable
internal data class PublishBatchResultEntry(
    val id: String,
    val messageId: String,
    val sequenceNumber: String?,
)

@Serializable
internal data class BatchResultErrorEntry(
    val id: String,
    val code: String,
    val message: String?,
    val senderFault: Boolean,
)

/** One entry that is not as it may be fails all. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
internal fun publishBatch(
    input: PublishBatchInput,
    call: SnsCall,
): PublishBatchResponse {
    val entries = input.publishBatchRequestEntries!!
    if (entries.size > SnsLimits.BATCH_ENTRIES) throw SnsFaults.tooManyEntries()
    if (entries.isEmpty()) throw SnsFaults.emptyBatch()
    val address = call.topicAt(input.topicArn!!)
    val topic = address.get()
    if (entries.distinctBy { it.id }.size < entries.size) throw SnsFaults.sameEntryId()
    entries.forEach { checkId(it.id!!) }
    val drafts =
        entries.map {
            Draft(
                it.message!!,
                it.subject,
                it.messageStructure,
                it.messageAttributes,
                it.messageGroupId,
                it.messageDeduplicationId,
            )
        }
    if (drafts.sumOf { it.bytes } > SnsLimits.MESSAGE_BYTES) throw SnsFaults.batchTooLong()
    drafts.forEach { it.checkFor(topic) }
    val messages = address.call.publish(topic, drafts)
    val successful = entries.zip(messages) { entry, it ->
        PublishBatchResultEntry(entry.id!!, it.id, it.sequenceNumber)
    }
    return PublishBatchResponse(successful, failed = emptyList())
}

private fun checkId(id: String) {
    if (id.length > SnsLimits.BATCH_ENTRY_ID) throw SnsFaults.entryId("is too long: $id")
    if (!SnsLimits.batchEntryId.matches(id)) throw SnsFaults.entryId("contains an impermissible character: $id")
}
