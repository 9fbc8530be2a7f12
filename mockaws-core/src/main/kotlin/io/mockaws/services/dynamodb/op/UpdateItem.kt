package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.ExpectedAttributeValue
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.LegacyUpdate
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.ProjectionTree
import io.mockaws.services.dynamodb.expression.Update
import io.mockaws.services.dynamodb.expression.expectation
import io.mockaws.services.dynamodb.expression.updateOf
import io.mockaws.services.dynamodb.oneError
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.table.checkNesting
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.table.updateItem
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class UpdateItemRequest(
    val tableName: String? = null,
    val key: Attributes? = null,
    val attributeUpdates: Map<String, LegacyUpdate>? = null,
    val expected: Map<String, ExpectedAttributeValue>? = null,
    val conditionalOperator: String? = null,
    val returnValues: String? = null,
    val returnConsumedCapacity: String? = null,
    val returnItemCollectionMetrics: String? = null,
    val updateExpression: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class UpdateItemResponse(
    val attributes: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
    val itemCollectionMetrics: ItemCollectionMetrics? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
internal fun updateItem(
    request: UpdateItemRequest,
    call: CallContext<DynamoDbState>,
): UpdateItemResponse {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.returnValues(request.returnValues)
    constraints.required("key", request.key)
    constraints.conditionalOperator(request.conditionalOperator)
    constraints.returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure)
    constraints.check()
    val (update, condition) = oneError { updateAndCondition(request) }
    val written = call.write { updateItem(call.tableName(request.tableName!!), request.key!!, update, condition) }
    return UpdateItemResponse(
        returned(written, update, request.returnValues),
        written.consumption().report(request.returnConsumedCapacity),
        written.table.collectionMetrics(written.key, request.returnItemCollectionMetrics),
    )
}

private fun updateAndCondition(request: UpdateItemRequest): Pair<Update?, WriteCondition> {
    ParameterStyles(request.expressionAttributeNames, request.expressionAttributeValues)
        .modern("UpdateExpression", request.updateExpression)
        .modern("ConditionExpression", request.conditionExpression)
        .legacy("AttributeUpdates", request.attributeUpdates)
        .legacy("Expected", request.expected)
        .conditionalOperator(request.conditionalOperator, request.expected)
        .check(tellsAbsent = false)
    Constraints.checkValues(request.key)
    val legacyUpdate = updateOf(request.attributeUpdates)
    val expectation = expectation(request.expected, request.conditionalOperator)
    val expressions = Expressions(request.expressionAttributeNames, request.expressionAttributeValues)
    expressions.checkPlaceholders()
    checkNesting(request.expressionAttributeValues)
    val update = expressions.update(request.updateExpression) ?: legacyUpdate
    val predicate = expressions.condition(request.conditionExpression) ?: expectation
    expressions.checkAllUsed()
    return update to WriteCondition(predicate, request.returnValuesOnConditionCheckFailure)
}

/** What `ReturnValues` asks for of an item that [update] changed. */
internal fun returned(
    written: Written,
    update: Update?,
    returnValues: String?,
): Attributes? {
    val touched = { attributes: Attributes? ->
        attributes?.let { ProjectionTree(update?.paths.orEmpty()).of(it) }?.ifEmpty { null }
    }
    return when (returnValues) {
        "ALL_OLD" -> written.old?.attributes
        "ALL_NEW" -> written.new?.attributes
        "UPDATED_OLD" -> touched(written.old?.attributes)
        "UPDATED_NEW" -> touched(written.new?.attributes)
        else -> null
    }
}
