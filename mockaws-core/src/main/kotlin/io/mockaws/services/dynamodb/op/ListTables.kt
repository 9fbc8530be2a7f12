package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import kotlinx.serialization.Serializable

@Serializable
internal data class ListTablesRequest(
    val exclusiveStartTableName: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListTablesResponse(
    val tableNames: List<String>,
    val lastEvaluatedTableName: String? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
internal fun listTables(
    request: ListTablesRequest,
    call: CallContext<DynamoDbState>,
): ListTablesResponse {
    val constraints = Constraints()
    constraints.atLeast("limit", request.limit, 1)
    constraints.atMost("limit", request.limit, DynamoDbLimits.LIST_TABLES.toLong())
    constraints.name("exclusiveStartTableName", request.exclusiveStartTableName)
    constraints.check()
    val start = request.exclusiveStartTableName
    val names = call.state.tables().keys.filter { start == null || it > start }.sorted()
    val page = names.take(request.limit ?: DynamoDbLimits.LIST_TABLES)
    return ListTablesResponse(page, page.lastOrNull().takeIf { page.size < names.size })
}
