package io.mockaws.services.s3

import io.mockaws.engine.MissingOperation
import io.mockaws.wire.HttpTrait

/**
 * What S3 has and this does not, by method and pattern. Without it `GET /bucket?session` would pass for ListObjects.
 */
internal object S3Missing {
    val operations: List<MissingOperation> =
        """
        CreateBucketMetadataConfiguration POST /{Bucket}?metadataConfiguration
        CreateBucketMetadataTableConfiguration POST /{Bucket}?metadataTable
        CreateSession GET /{Bucket}?session
        DeleteBucketAnalyticsConfiguration DELETE /{Bucket}?analytics&id
        DeleteBucketCors DELETE /{Bucket}?cors
        DeleteBucketIntelligentTieringConfiguration DELETE /{Bucket}?intelligent-tiering&id
        DeleteBucketInventoryConfiguration DELETE /{Bucket}?inventory&id
        DeleteBucketLifecycle DELETE /{Bucket}?lifecycle
        DeleteBucketMetadataConfiguration DELETE /{Bucket}?metadataConfiguration
        DeleteBucketMetadataTableConfiguration DELETE /{Bucket}?metadataTable
        DeleteBucketMetricsConfiguration DELETE /{Bucket}?metrics&id
        DeleteBucketReplication DELETE /{Bucket}?replication
        DeleteBucketWebsite DELETE /{Bucket}?website
        GetBucketAbac GET /{Bucket}?abac
        GetBucketAnalyticsConfiguration GET /{Bucket}?analytics&id
        GetBucketCors GET /{Bucket}?cors
        GetBucketIntelligentTieringConfiguration GET /{Bucket}?intelligent-tiering&id
        GetBucketInventoryConfiguration GET /{Bucket}?inventory&id
        GetBucketLifecycleConfiguration GET /{Bucket}?lifecycle
        GetBucketLogging GET /{Bucket}?logging
        GetBucketMetadataConfiguration GET /{Bucket}?metadataConfiguration
        GetBucketMetadataTableConfiguration GET /{Bucket}?metadataTable
        GetBucketMetricsConfiguration GET /{Bucket}?metrics&id
        GetBucketReplication GET /{Bucket}?replication
        GetBucketWebsite GET /{Bucket}?website
        GetObjectTorrent GET /{Bucket}/{Key+}?torrent
        ListBucketAnalyticsConfigurations GET /{Bucket}?analytics
        ListBucketIntelligentTieringConfigurations GET /{Bucket}?intelligent-tiering
        ListBucketInventoryConfigurations GET /{Bucket}?inventory
        ListBucketMetricsConfigurations GET /{Bucket}?metrics
        PutBucketAbac PUT /{Bucket}?abac
        PutBucketAnalyticsConfiguration PUT /{Bucket}?analytics&id
        PutBucketCors PUT /{Bucket}?cors
        PutBucketIntelligentTieringConfiguration PUT /{Bucket}?intelligent-tiering&id
        PutBucketInventoryConfiguration PUT /{Bucket}?inventory&id
        PutBucketLifecycleConfiguration PUT /{Bucket}?lifecycle
        PutBucketLogging PUT /{Bucket}?logging
        PutBucketMetricsConfiguration PUT /{Bucket}?metrics&id
        PutBucketReplication PUT /{Bucket}?replication
        PutBucketWebsite PUT /{Bucket}?website
        RenameObject PUT /{Bucket}/{Key+}?renameObject
        SelectObjectContent POST /{Bucket}/{Key+}?select&select-type=2
        UpdateBucketMetadataInventoryTableConfiguration PUT /{Bucket}?metadataInventoryTable
        UpdateBucketMetadataJournalTableConfiguration PUT /{Bucket}?metadataJournalTable
        WriteGetObjectResponse POST /WriteGetObjectResponse
        """.trimIndent().lines().map { line ->
            val (name, method, pattern) = line.split(' ')
            MissingOperation(name, HttpTrait(method, pattern))
        }
}
