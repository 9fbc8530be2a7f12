package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.describe
import io.mockaws.services.dynamodb.table.tableName
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeTableRequest(
    val tableName: String? = null,
)

@Serializable
internal data class DescribeTableResponse(
    val table: TableDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
internal fun describeTable(
    request: DescribeTableRequest,
    call: CallContext<DynamoDbState>,
): DescribeTableResponse {
    Constraints.checkTableName(request.tableName)
    val name = call.tableName(request.tableName!!)
    val table = call.state.tables()[name] ?: throw DynamoDbFaults.noSuchTable(name)
    return DescribeTableResponse(table.describe())
}
