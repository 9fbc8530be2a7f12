package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.CancellationReason
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.FailedItem
import io.mockaws.services.dynamodb.TransactionToken
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.value.Attributes

/**
 * Runs [writes], all or none: what TransactWriteItems and ExecuteTransaction have in common.
 *
 * @param token `ClientRequestToken`
 * @param transaction what to remember of it
 * @return null for a transaction that ran lately under the same token: it changes nothing again
 */
internal fun DynamoDbState.Writer.transact(
    writes: List<BoundTransactWrite>,
    token: String?,
    transaction: TransactionToken,
): List<Written>? {
    if (isRepeated(token, transaction)) return null
    checkDistinct(writes.map { it.target(this) })
    val outcomes = writes.map { outcome(it) }
    if (outcomes.any { it is Outcome.Refused }) throw DynamoDbFaults.transactionCanceled(outcomes.map { it.reason })
    return outcomes.map { (it as Outcome.Done).written }.also(::checkSize)
}

/** One for each table, or null when nobody wants to know. */
internal fun consumedBy(
    written: List<Written>,
    detail: String?,
): List<ConsumedCapacity>? =
    written
        .groupBy { it.table.name }
        .values
        .mapNotNull { all ->
            all
                .fold(Consumption(all[0].table)) { sum, each -> sum.write(each.key, each.old, each.new, factor = 2) }
                .report(detail, Consumption.Transactional.WRITE)
        }.ifEmpty { null }

private sealed interface Outcome {
    val reason: CancellationReason

    class Done(
        val written: Written,
    ) : Outcome {
        override val reason = CancellationReason("None")
    }

    class Refused(
        override val reason: CancellationReason,
    ) : Outcome
}

private fun DynamoDbState.Writer.outcome(write: BoundTransactWrite): Outcome =
    try {
        Outcome.Done(write.run(this))
    } catch (fault: AwsFault) {
        val item = (fault.error.detail?.value as? FailedItem)?.item
        when (fault.error.code) {
            "ConditionalCheckFailedException" ->
                Outcome.Refused(CancellationReason("ConditionalCheckFailed", fault.error.message, item))

            "DuplicateItemException" -> Outcome.Refused(CancellationReason("DuplicateItem", fault.error.message))

            "ValidationException" -> Outcome.Refused(CancellationReason("ValidationError", fault.error.message))

            else -> throw fault
        }
    }

/** A transaction with a token that was seen lately changes nothing again, and must be the same transaction. */
private fun DynamoDbState.Writer.isRepeated(
    token: String?,
    transaction: TransactionToken,
): Boolean {
    while (tokens.isNotEmpty() && transaction.at - tokens.values.first().at > DynamoDbLimits.TOKEN_LIFE) {
        forget(tokens.keys.first())
    }
    if (token == null) return false
    val known = tokens[token]
    if (known == null) {
        remember(token, transaction)
        return false
    }
    if (known.copy(at = transaction.at) != transaction) throw DynamoDbFaults.tokenReused()
    return true
}

/** Refuses a transaction two of whose [targets], each a table and a key, are one item. */
internal fun checkDistinct(targets: List<Pair<String, Attributes>>) {
    val named = targets.filter { it.second.isNotEmpty() }
    if (named.toSet().size < named.size) throw DynamoDbFaults.multipleOperations()
}

/** An item counts as it is after the transaction, one that goes or is only looked at as it was. */
private fun checkSize(written: List<Written>) {
    val bytes = written.sumOf { (it.new ?: it.old)?.size?.toLong() ?: 0 }
    if (bytes > DynamoDbLimits.TRANSACTION_BYTES) {
        throw DynamoDbFaults.transactionTooLarge()
    }
}
