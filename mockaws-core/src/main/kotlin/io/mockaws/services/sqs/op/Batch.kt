package io.mockaws.services.sqs.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import kotlinx.serialization.Serializable

/** Why one entry of a batch failed; the others are not touched by it. */
@Serializable
internal data class BatchResultErrorEntry(
    val id: String,
    val senderFault: Boolean,
    val code: String,
    val message: String? = null,
)

private val entryId = Regex("[A-Za-z0-9_-]{1,${SqsLimits.BATCH_ENTRY_ID}}")

/** The rules for the entries of every batch; [shape] is the name of an entry. */
internal fun <E> checkBatch(
    entries: List<E>?,
    shape: String,
    id: (E) -> String?,
): List<E> {
    if (entries.isNullOrEmpty()) throw SqsFaults.emptyBatchRequest(shape)
    if (entries.size > SqsLimits.BATCH_ENTRIES) throw SqsFaults.tooManyEntriesInBatchRequest(entries.size)
    val seen = HashSet<String>()
    entries.forEach { entry ->
        val text = id(entry) ?: throw SqsFaults.missingParameter("$shape.Id")
        if (!entryId.matches(text)) throw SqsFaults.invalidBatchEntryId()
        if (!seen.add(text)) throw SqsFaults.batchEntryIdsNotDistinct(text)
    }
    return entries
}

/** What became of a batch, in the order of its entries. Lists are null when they are empty: AWS leaves them out. */
internal class BatchOutcome<R>(
    val successful: List<R>?,
    val failed: List<BatchResultErrorEntry>?,
)

/** Tries each of [entries] by itself. */
internal inline fun <E, R> eachOf(
    entries: List<E>,
    id: (E) -> String?,
    action: (E) -> R,
): BatchOutcome<R> {
    val successful = ArrayList<R>(entries.size)
    val failed = ArrayList<BatchResultErrorEntry>(0)
    entries.forEach { entry ->
        try {
            successful += action(entry)
        } catch (fault: AwsFault) {
            failed +=
                BatchResultErrorEntry(
                    id(entry).orEmpty(),
                    fault.error.sender,
                    fault.error.queryCode,
                    fault.error.message
                )
        }
    }
    return BatchOutcome(successful.ifEmpty { null }, failed.ifEmpty { null })
}
