package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.BackupArn
import io.mockaws.services.dynamodb.backup.BackupDescription
import io.mockaws.services.dynamodb.backup.describe
import io.mockaws.services.dynamodb.backup.existing
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeBackupRequest(
    val backupArn: String? = null,
)

@Serializable
internal data class DescribeBackupResponse(
    val backupDescription: BackupDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
internal fun describeBackup(
    request: DescribeBackupRequest,
    call: CallContext<DynamoDbState>,
): DescribeBackupResponse {
    val arn = BackupArn.of(request.backupArn, call)
    return DescribeBackupResponse(call.state.backups().existing(arn, call.place).describe())
}
