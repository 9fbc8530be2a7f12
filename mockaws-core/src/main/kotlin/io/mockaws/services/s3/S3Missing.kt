package io.mockaws.services.s3

import io.mockaws.engine.MissingOperation
import io.mockaws.wire.HttpTrait

/**
 * What S3 has and this does not, by method and pattern. Without it `GET /bucket?acl` would pass for ListObjects.
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
        DeleteBucketOwnershipControls DELETE /{Bucket}?ownershipControls
        DeleteBucketPolicy DELETE /{Bucket}?policy
        DeleteBucketReplication DELETE /{Bucket}?replication
        DeleteBucketWebsite DELETE /{Bucket}?website
        DeletePublicAccessBlock DELETE /{Bucket}?publicAccessBlock
        GetBucketAbac GET /{Bucket}?abac
        GetBucketAccelerateConfiguration GET /{Bucket}?accelerate
        GetBucketAcl GET /{Bucket}?acl
        GetBucketAnalyticsConfiguration GET /{Bucket}?analytics&id
        GetBucketCors GET /{Bucket}?cors
        GetBucketIntelligentTieringConfiguration GET /{Bucket}?intelligent-tiering&id
        GetBucketInventoryConfiguration GET /{Bucket}?inventory&id
        GetBucketLifecycleConfiguration GET /{Bucket}?lifecycle
        GetBucketLogging GET /{Bucket}?logging
        GetBucketMetadataConfiguration GET /{Bucket}?metadataConfiguration
        GetBucketMetadataTableConfiguration GET /{Bucket}?metadataTable
        GetBucketMetricsConfiguration GET /{Bucket}?metrics&id
        GetBucketOwnershipControls GET /{Bucket}?ownershipControls
        GetBucketPolicy GET /{Bucket}?policy
        GetBucketPolicyStatus GET /{Bucket}?policyStatus
        GetBucketReplication GET /{Bucket}?replication
        GetBucketRequestPayment GET /{Bucket}?requestPayment
        GetBucketWebsite GET /{Bucket}?website
        GetObjectAcl GET /{Bucket}/{Key+}?acl
        GetObjectTorrent GET /{Bucket}/{Key+}?torrent
        GetPublicAccessBlock GET /{Bucket}?publicAccessBlock
        ListBucketAnalyticsConfigurations GET /{Bucket}?analytics
        ListBucketIntelligentTieringConfigurations GET /{Bucket}?intelligent-tiering
        ListBucketInventoryConfigurations GET /{Bucket}?inventory
        ListBucketMetricsConfigurations GET /{Bucket}?metrics
        PutBucketAbac PUT /{Bucket}?abac
        PutBucketAccelerateConfiguration PUT /{Bucket}?accelerate
        PutBucketAcl PUT /{Bucket}?acl
        PutBucketAnalyticsConfiguration PUT /{Bucket}?analytics&id
        PutBucketCors PUT /{Bucket}?cors
        PutBucketIntelligentTieringConfiguration PUT /{Bucket}?intelligent-tiering&id
        PutBucketInventoryConfiguration PUT /{Bucket}?inventory&id
        PutBucketLifecycleConfiguration PUT /{Bucket}?lifecycle
        PutBucketLogging PUT /{Bucket}?logging
        PutBucketMetricsConfiguration PUT /{Bucket}?metrics&id
        PutBucketOwnershipControls PUT /{Bucket}?ownershipControls
        PutBucketPolicy PUT /{Bucket}?policy
        PutBucketReplication PUT /{Bucket}?replication
        PutBucketRequestPayment PUT /{Bucket}?requestPayment
        PutBucketWebsite PUT /{Bucket}?website
        PutObjectAcl PUT /{Bucket}/{Key+}?acl
        PutPublicAccessBlock PUT /{Bucket}?publicAccessBlock
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
