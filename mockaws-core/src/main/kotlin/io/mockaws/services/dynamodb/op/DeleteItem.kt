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
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteItemRequest(
    val tableName: String? = null,
    val key: Attributes? = null,
    val expected: Map<String, ExpectedAttributeValue>? = null,
    val conditionalOperator: String? = null,
    val returnValues: String? = null,
    val returnConsumedCapacity: String? = null,
    val returnItemCollectionMetrics: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class DeleteItemResponse(
    val attributes: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
    val itemCollectionMetrics: ItemCollectionMetrics? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
internal fun deleteItem(
    request: DeleteItemRequest,
    call: CallContext<DynamoDbState>,
): DeleteItemResponse {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.returnValues(request.returnValues)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.required("key", request.key)
    constraints.conditionalOperator(request.conditionalOperator)
    constraints.returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure)
    constraints.check()
    val condition = oneError { condition(request) }
    val written = call.write { deleteItem(call.tableName(request.tableName!!), request.key!!, condition) }
    return DeleteItemResponse(
        written.old?.attributes?.takeIf { request.returnValues == "ALL_OLD" },
        written.consumption().report(request.returnConsumedCapacity),
        written.table.collectionMetrics(written.key, request.returnItemCollectionMetrics),
    )
}

private fun condition(request: DeleteItemRequest): WriteCondition {
    ParameterStyles(request.expressionAttributeNames, request.expressionAttributeValues)
        .modern("ConditionExpression", request.conditionExpression)
        .legacy("Expected", request.expected)
        .conditionalOperator(request.conditionalOperator, request.expected)
        .check(tellsAbsent = false)
    Constraints.checkValues(request.key)
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
