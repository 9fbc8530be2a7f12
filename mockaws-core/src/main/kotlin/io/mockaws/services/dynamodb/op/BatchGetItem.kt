package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.ProjectionTree
import io.mockaws.services.dynamodb.expression.attributesToGet
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.checkScalarKeys
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.keyFrom
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

@Serializable
internal data class BatchGetItemRequest(
    val requestItems: Map<String, KeysAndAttributes>? = null,
    val returnConsumedCapacity: String? = null,
)

@Serializable
internal data class KeysAndAttributes(
    val keys: List<Attributes>? = null,
    val attributesToGet: List<String>? = null,
    val consistentRead: Boolean? = null,
    val projectionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
)

@Serializable
internal data class BatchGetItemResponse(
    val responses: Map<String, List<Attributes>>,
    val unprocessedKeys: Map<String, KeysAndAttributes>,
    val consumedCapacity: List<ConsumedCapacity>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
internal fun batchGetItem(
    request: BatchGetItemRequest,
    call: CallContext<DynamoDbState>,
): BatchGetItemResponse {
    checkMembers(request)
    val projections = request.requestItems!!.mapValues { (_, wanted) -> projectionOf(wanted) }
    if (request.requestItems.values.sumOf { it.keys!!.size } > DynamoDbLimits.BATCH_GET_KEYS) {
        throw DynamoDbFaults.validation("Too many items requested for the BatchGetItem call")
    }
    val tables = call.state.tables()
    val responses = LinkedHashMap<String, List<Attributes>>()
    val unprocessed = LinkedHashMap<String, KeysAndAttributes>()
    val consumed = ArrayList<ConsumedCapacity>()
    var bytes = 0L
    for ((name, wanted) in request.requestItems) {
        val table = tables.existing(call.tableName(name))
        val projection = projections[name]
        projection?.let { table.checkScalarKeys(it.paths) }
        val consumption = Consumption(table)
        val found = ArrayList<Attributes>()
        val left = ArrayList<Attributes>()
        for (key in wanted.keys!!) {
            val item = table[table.keyFrom(key)]
            val size = item?.size ?: 0
            if (bytes + size > DynamoDbLimits.BATCH_GET_BYTES) {
                left += key
                continue
            }
            bytes += size
            consumption.read(size.toLong(), wanted.consistentRead == true)
            if (item != null) found += projection?.of(item.attributes) ?: item.attributes
        }
        responses[name] = found
        if (left.isNotEmpty()) unprocessed[name] = wanted.copy(keys = left)
        consumption.report(request.returnConsumedCapacity)?.let { consumed += it }
    }
    return BatchGetItemResponse(responses, unprocessed, consumed.ifEmpty { null })
}

private fun checkMembers(request: BatchGetItemRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.required("requestItems", request.requestItems)
    constraints.currentLength("RequestItems", request.requestItems?.keys, 1..DynamoDbLimits.BATCH_GET_KEYS)
    for ((name, wanted) in request.requestItems.orEmpty()) {
        constraints.required("requestItems.$name.member.keys", wanted.keys)
        constraints.currentLength("RequestItems.$name.member.Keys", wanted.keys, 1..DynamoDbLimits.BATCH_GET_KEYS)
    }
    constraints.check()
}

private fun projectionOf(wanted: KeysAndAttributes): ProjectionTree? {
    ParameterStyles(wanted.expressionAttributeNames)
        .modern("ProjectionExpression", wanted.projectionExpression)
        .legacy("AttributesToGet", wanted.attributesToGet)
        .check()
    val byName = attributesToGet(wanted.attributesToGet)
    val expressions = Expressions(wanted.expressionAttributeNames, null)
    expressions.checkPlaceholders()
    val projection = expressions.projection(wanted.projectionExpression) ?: byName
    expressions.checkAllUsed()
    wanted.keys!!.forEach { Constraints.checkValues(it) }
    if (wanted.keys.toSet().size != wanted.keys.size) {
        throw DynamoDbFaults.validation("Provided list of item keys contains duplicates")
    }
    return projection
}
