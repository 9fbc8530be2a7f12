package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.BackupArn
import io.mockaws.services.dynamodb.backup.BackupDescription
import io.mockaws.services.dynamodb.backup.BackupFaults
import io.mockaws.services.dynamodb.backup.describe
import io.mockaws.services.dynamodb.backup.existing
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteBackupRequest(
    val backupArn: String? = null,
)

@Serializable
internal data class DeleteBackupResponse(
    val backupDescription: BackupDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
internal fun deleteBackup(
    request: DeleteBackupRequest,
    call: CallContext<DynamoDbState>,
): DeleteBackupResponse {
    val arn = BackupArn.of(request.backupArn, call)
    val backup =
        call.write {
            val backup = backups.existing(arn, call.place)
            backup.definition.expiresAt?.let { throw BackupFaults.systemBackup(backup.arn, it) }
            remove(backup)
            backup
        }
    return DeleteBackupResponse(backup.describe("DELETED"))
}
