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
        DeleteBucketMetadataConfiguration DELETE /{Bucket}?metadataConfiguration
        DeleteBucketMetadataTableConfiguration DELETE /{Bucket}?metadataTable
        DeleteBucketOwnershipControls DELETE /{Bucket}?ownershipControls
        DeleteBucketPolicy DELETE /{Bucket}?policy
        DeletePublicAccessBlock DELETE /{Bucket}?publicAccessBlock
        GetBucketAbac GET /{Bucket}?abac
        GetBucketAccelerateConfiguration GET /{Bucket}?accelerate
        GetBucketAcl GET /{Bucket}?acl
        GetBucketMetadataConfiguration GET /{Bucket}?metadataConfiguration
        GetBucketMetadataTableConfiguration GET /{Bucket}?metadataTable
        GetBucketOwnershipControls GET /{Bucket}?ownershipControls
        GetBucketPolicy GET /{Bucket}?policy
        GetBucketPolicyStatus GET /{Bucket}?policyStatus
        GetBucketRequestPayment GET /{Bucket}?requestPayment
        GetObjectAcl GET /{Bucket}/{Key+}?acl
        GetObjectTorrent GET /{Bucket}/{Key+}?torrent
        GetPublicAccessBlock GET /{Bucket}?publicAccessBlock
        PutBucketAbac PUT /{Bucket}?abac
        PutBucketAccelerateConfiguration PUT /{Bucket}?accelerate
        PutBucketAcl PUT /{Bucket}?acl
        PutBucketOwnershipControls PUT /{Bucket}?ownershipControls
        PutBucketPolicy PUT /{Bucket}?policy
        PutBucketRequestPayment PUT /{Bucket}?requestPayment
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
