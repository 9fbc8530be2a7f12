package io.mockaws.services.dynamodb

import io.mockaws.engine.MissingOperation

/** What DynamoDB has and this does not. */
internal object DynamoDbMissing {
    val operations: List<MissingOperation> =
        """
        CreateGlobalTable
        DeleteResourcePolicy
        DescribeContributorInsights
        DescribeExport
        DescribeGlobalTable
        DescribeGlobalTableSettings
        DescribeImport
        DescribeKinesisStreamingDestination
        DescribeTableReplicaAutoScaling
        DisableKinesisStreamingDestination
        EnableKinesisStreamingDestination
        ExportTableToPointInTime
        GetResourcePolicy
        ImportTable
        ListContributorInsights
        ListExports
        ListGlobalTables
        ListImports
        PutResourcePolicy
        UpdateContributorInsights
        UpdateGlobalTable
        UpdateGlobalTableSettings
        UpdateKinesisStreamingDestination
        UpdateTableReplicaAutoScaling
        """.trimIndent().lines().map {
            MissingOperation(it)
        }
}
