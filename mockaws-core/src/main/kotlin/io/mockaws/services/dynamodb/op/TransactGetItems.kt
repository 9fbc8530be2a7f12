package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.CancellationReason
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.ProjectionTree
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Key
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.keyFrom
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

@Serializable
internal data class TransactGetItemsRequest(
    val transactItems: List<TransactGetItem>? = null,
    val returnConsumedCapacity: String? = null,
)

@Serializable
internal data class TransactGetItem(
    val get: Get? = null,
)

@Serializable
internal data class Get(
    val key: Attributes? = null,
    val tableName: String? = null,
    val projectionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
)

@Serializable
internal data class TransactGetItemsResponse(
    val consumedCapacity: List<ConsumedCapacity>? = null,
    val responses: List<ItemResponse>,
)

@Serializable
internal data class ItemResponse(
    val item: Attributes? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
internal fun transactGetItems(
    request: TransactGetItemsRequest,
    call: CallContext<DynamoDbState>,
): TransactGetItemsResponse {
    checkMembers(request)
    val gets = request.transactItems!!.map { it.get!! }
    val projections = gets.map { projectionOf(it) }
    val tables = call.state.tables()
    val consumed = LinkedHashMap<String, Consumption>()
    val targets = gets.map { get -> tables.existing(call.tableName(get.tableName!!)) to get.key!! }
    checkDistinct(targets.map { (table, key) -> table.name to key })
    val keys = targets.map { (table, key) -> keyOrReason { table.keyFrom(key) } }
    if (keys.any { it.isFailure }) {
        throw DynamoDbFaults.transactionCanceled(keys.map { it.fold({ CancellationReason("None") }, ::reasonOf) })
    }
    var bytes = 0L
    val items =
        targets.mapIndexed { i, (table, _) ->
            val item: Item? = table[keys[i].getOrThrow()]
            val size = item?.size?.toLong() ?: 0
            bytes += size
            consumed.getOrPut(table.name) { Consumption(table) }.read(size, consistent = true, factor = 2)
            ItemResponse(item?.attributes?.let { projections[i]?.of(it) ?: it })
        }
    if (bytes > DynamoDbLimits.TRANSACTION_BYTES) throw DynamoDbFaults.transactionTooLarge()
    val capacity = consumed.values.mapNotNull {
        it.report(request.returnConsumedCapacity, Consumption.Transactional.READ)
    }
    return TransactGetItemsResponse(capacity.ifEmpty { null }, items)
}

internal fun keyOrReason(key: () -> Key): Result<Key> =
    try {
        Result.success(key())
    } catch (fault: AwsFault) {
        if (fault.error.code != "ValidationException") throw fault
        Result.failure(fault)
    }

internal fun reasonOf(fault: Throwable) = CancellationReason("ValidationError", (fault as AwsFault).error.message)

private fun projectionOf(get: Get): ProjectionTree? {
    Constraints.checkValues(get.key, Wording.OLDER)
    val expressions = Expressions(get.expressionAttributeNames, null)
    expressions.checkPlaceholders()
    return expressions.projection(get.projectionExpression).also { expressions.checkAllUsed() }
}

private fun checkMembers(request: TransactGetItemsRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.required("transactItems", request.transactItems)
    constraints.length("transactItems", request.transactItems, 1..DynamoDbLimits.TRANSACTION_ITEMS)
    request.transactItems?.forEachIndexed { i, item ->
        val at = "transactItems.${i + 1}.member.get"
        constraints.required(at, item.get)
        item.get?.let { get ->
            constraints.required("$at.tableName", get.tableName)
            constraints.name("$at.tableName", get.tableName)
            constraints.required("$at.key", get.key)
        }
    }
    constraints.check()
}
