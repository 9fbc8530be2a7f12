package io.mockaws.services.dynamodb

import io.mockaws.engine.MissingOperation

/** What DynamoDB has and this does not. */
internal object DynamoDbMissing {
    val operations: List<MissingOperation> =
        """
        BatchExecuteStatement
        CreateBackup
        CreateGlobalTable
        DeleteBackup
        DeleteResourcePolicy
        DescribeBackup
        DescribeContinuousBackups
        DescribeContributorInsights
        DescribeExport
        DescribeGlobalTable
        DescribeGlobalTableSettings
        DescribeImport
        DescribeKinesisStreamingDestination
        DescribeTableReplicaAutoScaling
        DisableKinesisStreamingDestination
        EnableKinesisStreamingDestination
        ExecuteStatement
        ExecuteTransaction
        ExportTableToPointInTime
        GetResourcePolicy
        ImportTable
        ListBackups
        ListContributorInsights
        ListExports
        ListGlobalTables
        ListImports
        PutResourcePolicy
        RestoreTableFromBackup
        RestoreTableToPointInTime
        UpdateContinuousBackups
        UpdateContributorInsights
        UpdateGlobalTable
        UpdateGlobalTableSettings
        UpdateKinesisStreamingDestination
        UpdateTableReplicaAutoScaling
        """.trimIndent().lines().map {
            MissingOperation(it)
        }
}
