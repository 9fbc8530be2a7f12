package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.ParameterStyles
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
internal data class GetItemRequest(
    val tableName: String? = null,
    val key: Attributes? = null,
    val attributesToGet: List<String>? = null,
    val consistentRead: Boolean? = null,
    val returnConsumedCapacity: String? = null,
    val projectionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
)

@Serializable
internal data class GetItemResponse(
    val item: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
internal fun getItem(
    request: GetItemRequest,
    call: CallContext<DynamoDbState>,
): GetItemResponse {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.required("key", request.key)
    constraints.length("attributesToGet", request.attributesToGet, 1..255)
    constraints.check()
    ParameterStyles(request.expressionAttributeNames)
        .modern("ProjectionExpression", request.projectionExpression)
        .legacy("AttributesToGet", request.attributesToGet)
        .check()
    Constraints.checkValues(request.key)
    val byName = attributesToGet(request.attributesToGet)
    val expressions = Expressions(request.expressionAttributeNames, null)
    expressions.checkPlaceholders()
    val projection = expressions.projection(request.projectionExpression) ?: byName
    expressions.checkAllUsed()

    val table = call.state.tables().existing(call.tableName(request.tableName!!))
    val key = table.keyFrom(request.key!!)
    if (projection != null) table.checkScalarKeys(projection.paths)
    val item = table[key]
    val attributes = item?.attributes?.let { projection?.of(it) ?: it }
    if (!Consumption.isWanted(request.returnConsumedCapacity)) return GetItemResponse(attributes)
    val consumption = Consumption(table).read(item?.size?.toLong() ?: 0, request.consistentRead == true)
    return GetItemResponse(attributes, consumption.report(request.returnConsumedCapacity))
}
