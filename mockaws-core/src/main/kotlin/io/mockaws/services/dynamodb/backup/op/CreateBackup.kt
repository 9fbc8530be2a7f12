package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.BackupDetails
import io.mockaws.services.dynamodb.backup.BackupType
import io.mockaws.services.dynamodb.backup.backUp
import io.mockaws.services.dynamodb.backup.details
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateBackupRequest(
    val tableName: String? = null,
    val backupName: String? = null,
)

@Serializable
internal data class CreateBackupResponse(
    val backupDetails: BackupDetails,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html */
internal fun createBackup(
    request: CreateBackupRequest,
    call: CallContext<DynamoDbState>,
): CreateBackupResponse {
    val constraints = Constraints()
    constraints.tableName(request.tableName)
    constraints.required("backupName", request.backupName)
    constraints.name("backupName", request.backupName)
    constraints.check()
    val name = call.tableName(request.tableName!!)
    val backup =
        call.write {
            val table = tables[name] ?: throw DynamoDbFaults.tableNotFound(name)
            backUp(table, request.backupName!!, BackupType.USER, suffix = call.ids.hex(ID_DIGITS))
        }
    return CreateBackupResponse(backup.details("CREATING"))
}

private const val ID_DIGITS = 8
