package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.CancellationReason
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.FailedItem
import io.mockaws.services.dynamodb.TransactionToken
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class TransactWriteItemsRequest(
    val transactItems: List<TransactWriteItem>? = null,
    val returnConsumedCapacity: String? = null,
    val returnItemCollectionMetrics: String? = null,
    val clientRequestToken: String? = null,
)

@Serializable
internal data class TransactWriteItemsResponse(
    val consumedCapacity: List<ConsumedCapacity>? = null,
    val itemCollectionMetrics: Map<String, List<ItemCollectionMetrics>>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
internal fun transactWriteItems(
    request: TransactWriteItemsRequest,
    call: CallContext<DynamoDbState>,
): TransactWriteItemsResponse {
    checkMembers(request)
    val writes = request.transactItems!!.map { it.bind(call) }
    val now = call.now()
    val written =
        call.write {
            if (isRepeated(request, now)) return@write null
            checkDistinct(writes)
            val outcomes = writes.map { outcome(it) }
            if (outcomes.any {
                    it is Outcome.Refused
                }
            ) {
                throw DynamoDbFaults.transactionCanceled(outcomes.map { it.reason })
            }
            outcomes.map { (it as Outcome.Done).written }.also(::checkSize)
        } ?: return TransactWriteItemsResponse()
    val byTable = written.groupBy { it.table.name }
    val metrics =
        byTable
            .mapValues { (_, all) ->
                all.mapNotNull { it.table.collectionMetrics(it.key, request.returnItemCollectionMetrics) }
            }
            .filterValues { it.isNotEmpty() }
    val consumed =
        byTable.values.mapNotNull { all ->
            all
                .fold(Consumption(all[0].table)) { sum, each -> sum.write(each.key, each.old, each.new, factor = 2) }
                .report(request.returnConsumedCapacity, Consumption.Transactional.WRITE)
        }
    return TransactWriteItemsResponse(consumed.ifEmpty { null }, metrics.ifEmpty { null })
}

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

            "ValidationException" -> Outcome.Refused(CancellationReason("ValidationError", fault.error.message))

            else -> throw fault
        }
    }

/** A transaction with a token that was seen lately changes nothing again, and must be the same transaction. */
private fun DynamoDbState.Writer.isRepeated(
    request: TransactWriteItemsRequest,
    now: Instant,
): Boolean {
    while (tokens.isNotEmpty() && now - tokens.values.first().at > DynamoDbLimits.TOKEN_LIFE) {
        forget(tokens.keys.first())
    }
    val token = request.clientRequestToken ?: return false
    val known = tokens[token]
    if (known == null) {
        remember(token, TransactionToken(now, request.transactItems!!))
        return false
    }
    if (known.items != request.transactItems) throw DynamoDbFaults.tokenReused()
    return true
}

private fun DynamoDbState.Writer.checkDistinct(writes: List<BoundTransactWrite>) {
    val targets = writes.map { it.target(this) }
    for (i in targets.indices) {
        for (j in 0 until i) {
            if (targets[i].first == targets[j].first && targets[i].second == targets[j].second) {
                throw DynamoDbFaults.validation("Transaction request cannot include multiple operations on one item")
            }
        }
    }
}

/** An item counts as it is after the transaction, one that goes or is only looked at as it was. */
private fun checkSize(written: List<Written>) {
    val bytes = written.sumOf { (it.new ?: it.old)?.size?.toLong() ?: 0 }
    if (bytes > DynamoDbLimits.TRANSACTION_BYTES) {
        throw DynamoDbFaults.transactionTooLarge()
    }
}

private fun checkMembers(request: TransactWriteItemsRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.required("transactItems", request.transactItems)
    constraints.length("transactItems", request.transactItems, 1..DynamoDbLimits.TRANSACTION_ITEMS)
    val token = request.clientRequestToken
    if (token != null && token.length !in 1..36) {
        val bound = if (token.isEmpty()) "greater than or equal to 1" else "less than or equal to 36"
        constraints.fail("clientRequestToken", token, "Member must have length $bound")
    }
    request.transactItems?.forEachIndexed { i, item -> item.check(constraints, "transactItems.${i + 1}.member") }
    constraints.check()
    if (request.transactItems!!.any { it.actions != 1 }) {
        throw DynamoDbFaults.validation(
            "TransactItems can only contain one of Check, Put, Update or Delete",
        )
    }
}
