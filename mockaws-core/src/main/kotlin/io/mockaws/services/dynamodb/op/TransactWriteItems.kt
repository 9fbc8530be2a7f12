package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.TransactionToken
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

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
    val remembered = TransactionToken(call.now(), items = request.transactItems)
    val written =
        call.write { transact(writes, request.clientRequestToken, remembered) }
            ?: return TransactWriteItemsResponse()
    val byTable = written.groupBy { it.table.name }
    val metrics =
        byTable
            .mapValues { (_, all) ->
                all.mapNotNull { it.table.collectionMetrics(it.key, request.returnItemCollectionMetrics) }
            }
            .filterValues { it.isNotEmpty() }
    val consumed = consumedBy(written, request.returnConsumedCapacity)
    return TransactWriteItemsResponse(consumed, metrics.ifEmpty { null })
}

private fun checkMembers(request: TransactWriteItemsRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.required("transactItems", request.transactItems)
    constraints.length("transactItems", request.transactItems, 1..DynamoDbLimits.TRANSACTION_ITEMS)
    constraints.length("clientRequestToken", request.clientRequestToken, 1..DynamoDbLimits.TOKEN_LENGTH)
    request.transactItems?.forEachIndexed { i, item -> item.check(constraints, "transactItems.${i + 1}.member") }
    constraints.check()
    if (request.transactItems!!.any { it.actions != 1 }) {
        throw DynamoDbFaults.validation(
            "TransactItems can only contain one of Check, Put, Update or Delete",
        )
    }
}
