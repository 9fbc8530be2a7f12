package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.expression.BoundCondition
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.LegacyCondition
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.attributesToGet
import io.mockaws.services.dynamodb.expression.keyTermsOf
import io.mockaws.services.dynamodb.expression.legacyFilter
import io.mockaws.services.dynamodb.expression.shown
import io.mockaws.services.dynamodb.oneError
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.table.KeyRange
import io.mockaws.services.dynamodb.table.Reading
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

@Serializable
internal data class QueryRequest(
    val tableName: String? = null,
    val indexName: String? = null,
    val select: String? = null,
    val attributesToGet: List<String>? = null,
    val limit: Int? = null,
    val consistentRead: Boolean? = null,
    val keyConditions: Map<String, LegacyCondition>? = null,
    val queryFilter: Map<String, LegacyCondition>? = null,
    val conditionalOperator: String? = null,
    val scanIndexForward: Boolean? = null,
    val exclusiveStartKey: Attributes? = null,
    val returnConsumedCapacity: String? = null,
    val projectionExpression: String? = null,
    val filterExpression: String? = null,
    val keyConditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
)

@Serializable
internal data class QueryResponse(
    val items: List<Attributes>? = null,
    val count: Int,
    val scannedCount: Int,
    val lastEvaluatedKey: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
internal fun query(
    request: QueryRequest,
    call: CallContext<DynamoDbState>,
): QueryResponse {
    checkMembers(request)
    val legacyFilter = legacyFilter(request.queryFilter, request.conditionalOperator)
    val byName = attributesToGet(request.attributesToGet)
    Reading.checkStartValues(request.exclusiveStartKey, Wording.CURRENT)
    if (request.keyConditions == null && request.keyConditionExpression == null) {
        throw DynamoDbFaults.validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        )
    }
    val expressions = Expressions(request.expressionAttributeNames, request.expressionAttributeValues)
    expressions.checkPlaceholders()
    val keyCondition = expressions.keyCondition(request.keyConditionExpression)
    val filter = expressions.filter(request.filterExpression)
    val projection = expressions.projection(request.projectionExpression) ?: byName
    expressions.checkAllUsed()
    val terms = keyCondition?.let { expressions.keyTerms(it) } ?: keyTermsOf(request.keyConditions!!)
    oneError {
        Reading.checkSelect(request.select, request.indexName, request.projectionExpression, request.attributesToGet)
    }

    val table = call.state.tables().existing(call.tableName(request.tableName!!))
    val reading = Reading(table, request.indexName, request.consistentRead == true, request.select, projection)
    val start = request.exclusiveStartKey?.let { reading.startKey(it) }
    if (start != null && reading.keys === table.keys && table.keys.sort == null) {
        throw DynamoDbFaults.validation(
            "The provided exclusive start key is invalid: ExclusiveStartKey: " +
                request.exclusiveStartKey.mapValues { (_, value) -> shown(value) },
        )
    }
    val range = KeyRange.of(terms, reading.keys)
    request.exclusiveStartKey?.let { range.checkStart(it) }
    checkFilter(reading.keys, filter, "Filter Expression")
    checkFilter(reading.keys, legacyFilter as BoundCondition?, "QueryFilter")
    reading.checkPaths(filter?.paths.orEmpty())
    val forward = request.scanIndexForward != false
    val from = if (forward && start != null) start else range.from
    val to = if (!forward && start != null) start else range.to
    val page = reading.page(reading.rows.between(from, to, forward), request.limit, filter ?: legacyFilter)
    return QueryResponse(
        page.items,
        page.count,
        page.scannedCount,
        page.lastEvaluatedKey,
        page.consumption.report(request.returnConsumedCapacity),
    )
}

private fun checkMembers(request: QueryRequest) {
    val constraints = Constraints()
    constraints.select(request.select)
    constraints.indexName(request.indexName)
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.conditionalOperator(request.conditionalOperator)
    constraints.length("attributesToGet", request.attributesToGet, 1..255)
    constraints.atLeast("limit", request.limit, 1)
    constraints.check()
    // KeyConditions alone may stand beside filter and projection expressions.
    val keyConditions = request.keyConditions.takeIf { request.keyConditionExpression != null }
    ParameterStyles(request.expressionAttributeNames, request.expressionAttributeValues)
        .modern("ProjectionExpression", request.projectionExpression)
        .modern("FilterExpression", request.filterExpression)
        .modern("KeyConditionExpression", request.keyConditionExpression)
        .legacy("AttributesToGet", request.attributesToGet)
        .legacy("QueryFilter", request.queryFilter)
        .conditionalOperator(request.conditionalOperator, request.queryFilter)
        .legacy("KeyConditions", keyConditions)
        .check()
}

private fun checkFilter(
    keys: KeyNames,
    filter: BoundCondition?,
    parameter: String,
) {
    val key = keys.all.firstOrNull { key -> filter?.paths?.any { it.head == key.name } == true } ?: return
    throw DynamoDbFaults.validation(
        "$parameter can only contain non-primary key attributes: Primary key attribute: ${key.name}",
    )
}
