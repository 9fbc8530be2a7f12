package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.LegacyCondition
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.attributesToGet
import io.mockaws.services.dynamodb.expression.legacyFilter
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Key
import io.mockaws.services.dynamodb.table.PartitionHash
import io.mockaws.services.dynamodb.table.Reading
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

@Serializable
internal data class ScanRequest(
    val tableName: String? = null,
    val indexName: String? = null,
    val attributesToGet: List<String>? = null,
    val limit: Int? = null,
    val select: String? = null,
    val scanFilter: Map<String, LegacyCondition>? = null,
    val conditionalOperator: String? = null,
    val exclusiveStartKey: Attributes? = null,
    val returnConsumedCapacity: String? = null,
    val totalSegments: Int? = null,
    val segment: Int? = null,
    val projectionExpression: String? = null,
    val filterExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val consistentRead: Boolean? = null,
)

@Serializable
internal data class ScanResponse(
    val items: List<Attributes>? = null,
    val count: Int,
    val scannedCount: Int,
    val lastEvaluatedKey: Attributes? = null,
    val consumedCapacity: ConsumedCapacity? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
internal fun scan(
    request: ScanRequest,
    call: CallContext<DynamoDbState>,
): ScanResponse {
    checkMembers(request)
    val byName = attributesToGet(request.attributesToGet)
    val legacyFilter = legacyFilter(request.scanFilter, request.conditionalOperator)
    Reading.checkStartValues(request.exclusiveStartKey, Wording.OLDER)
    checkSegments(request)
    val expressions = Expressions(request.expressionAttributeNames, request.expressionAttributeValues, Wording.OLDER)
    expressions.checkPlaceholders()
    val filter = expressions.filter(request.filterExpression)
    val projection = expressions.projection(request.projectionExpression) ?: byName
    expressions.checkAllUsed()
    Reading.checkSelect(request.select, request.indexName, request.projectionExpression, request.attributesToGet)

    val table = call.state.tables().existing(call.tableName(request.tableName!!))
    val reading = Reading(table, request.indexName, request.consistentRead == true, request.select, projection)
    val segment = Segment(request.segment ?: 0, request.totalSegments ?: 1)
    val start = request.exclusiveStartKey?.let { reading.startKey(it) }
    if (start != null) segment.check(start)
    reading.checkPaths(filter?.paths.orEmpty())
    val page = reading.page(
        reading.rows.between(start ?: segment.from, segment.to),
        request.limit,
        filter ?: legacyFilter
    )
    return ScanResponse(
        page.items,
        page.count,
        page.scannedCount,
        page.lastEvaluatedKey,
        page.consumption.report(request.returnConsumedCapacity),
    )
}

/** One of [total] equal parts of all hashes, as near as [PartitionHash.STEPS] let them be equal. */
private class Segment(
    private val number: Int,
    private val total: Int,
) {
    val from: Key? = if (number == 0) null else Key.bound(firstHash(number))
    val to: Key? = if (number == total - 1) null else Key.bound(firstHash(number + 1))

    fun check(start: Key) {
        if ((from == null || start > from) && (to == null || start < to)) return
        throw DynamoDbFaults.validation(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with " +
                "correct Segment. TotalSegments: $total Segment: $number",
        )
    }

    private fun firstHash(segment: Int): Int {
        val steps = maxOf(total, PartitionHash.STEPS).toLong()
        val step = (steps * segment + total - 1) / total
        return ((step shl 32) / steps).toInt()
    }
}

private fun checkMembers(request: ScanRequest) {
    val constraints = Constraints()
    constraints.select(request.select)
    constraints.indexName(request.indexName)
    constraints.atLeast("totalSegments", request.totalSegments, 1)
    constraints.atMost("totalSegments", request.totalSegments, DynamoDbLimits.SCAN_SEGMENTS.toLong())
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.tableName(request.tableName)
    constraints.conditionalOperator(request.conditionalOperator)
    constraints.atLeast("segment", request.segment, 0)
    constraints.atLeast("limit", request.limit, 1)
    constraints.length("attributesToGet", request.attributesToGet, 1..255)
    constraints.check()
    ParameterStyles(request.expressionAttributeNames, request.expressionAttributeValues)
        .modern("ProjectionExpression", request.projectionExpression)
        .modern("FilterExpression", request.filterExpression)
        .legacy("AttributesToGet", request.attributesToGet)
        .legacy("ScanFilter", request.scanFilter)
        .conditionalOperator(request.conditionalOperator, request.scanFilter)
        .check()
}

private fun checkSegments(request: ScanRequest) {
    val (segment, total) = request.segment to request.totalSegments
    if (segment != null && total == null) {
        throw DynamoDbFaults.validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        )
    }
    if (total != null && segment == null) {
        throw DynamoDbFaults.validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        )
    }
    if (segment != null && total != null && segment >= total) {
        throw DynamoDbFaults.validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
                "Segment: $segment is not less than TotalSegments: $total",
        )
    }
}
