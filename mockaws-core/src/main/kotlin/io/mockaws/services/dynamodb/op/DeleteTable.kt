package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.backUpDeleted
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.describeDeleted
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteTableRequest(
    val tableName: String? = null,
)

@Serializable
internal data class DeleteTableResponse(
    val tableDescription: TableDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
internal fun deleteTable(
    request: DeleteTableRequest,
    call: CallContext<DynamoDbState>,
): DeleteTableResponse {
    Constraints.checkTableName(request.tableName)
    val name = call.tableName(request.tableName!!)
    val table =
        call.write {
            val table = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
            if (table.definition.deletionProtection) throw DynamoDbFaults.deletionProtected()
            backUpDeleted(table)
            remove(name)
            table
        }
    return DeleteTableResponse(table.describeDeleted())
}
