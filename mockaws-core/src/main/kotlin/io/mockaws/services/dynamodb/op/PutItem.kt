package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.ExpectedAttributeValue
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.expectation
import io.mockaws.services.dynamodb.oneError
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.checkNesting
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class PutItemRequest(
    val tableName: String? = null,
    val item: Attributes? = null,
    val expected: Map<String, ExpectedAttributeValue>? = null,
    val returnValues: String? = null,
    val returnConsumedCapacity: String? = null,
    val returnItemCollectionMetrics: String? = null,
    val conditionalOperator: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class PutItemResponse(
    val attributes: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
    val itemCollectionMetrics: ItemCollectionMetrics? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
internal fun putItem(
    request: PutItemRequest,
    call: CallContext<DynamoDbState>,
): PutItemResponse {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.required("item", request.item)
    constraints.conditionalOperator(request.conditionalOperator)
    constraints.returnValues(request.returnValues)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure)
    constraints.check()
    val condition = oneError { condition(request) }
    val item = itemOf(request.item!!)
    val written = call.write { putItem(call.tableName(request.tableName!!), item, condition) }
    return PutItemResponse(
        written.old?.attributes?.takeIf { request.returnValues == "ALL_OLD" },
        if (Consumption.isWanted(
                request.returnConsumedCapacity
            )
        ) {
            written.consumption().report(request.returnConsumedCapacity)
        } else {
            null
        },
        written.table.collectionMetrics(written.key, request.returnItemCollectionMetrics),
    )
}

private fun condition(request: PutItemRequest): WriteCondition {
    ParameterStyles(request.expressionAttributeNames, request.expressionAttributeValues)
        .modern("ConditionExpression", request.conditionExpression)
        .legacy("Expected", request.expected)
        .conditionalOperator(request.conditionalOperator, request.expected)
        .check(tellsAbsent = false)
    Constraints.checkValues(request.item)
    checkNesting(request.item)
    if (request.returnValues != null && request.returnValues != "ALL_OLD" && request.returnValues != "NONE") {
        throw DynamoDbFaults.validation("ReturnValues can only be ALL_OLD or NONE")
    }
    val expressions = Expressions(request.expressionAttributeNames, request.expressionAttributeValues)
    expressions.checkPlaceholders()
    val predicate =
        expressions.condition(request.conditionExpression) ?: expectation(request.expected, request.conditionalOperator)
    expressions.checkAllUsed()
    return WriteCondition(predicate, request.returnValuesOnConditionCheckFailure)
}
