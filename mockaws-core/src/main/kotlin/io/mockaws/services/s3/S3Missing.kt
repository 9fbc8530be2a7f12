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
        DeleteBucketMetadataConfiguration DELETE /{Bucket}?metadataConfiguration
        DeleteBucketMetadataTableConfiguration DELETE /{Bucket}?metadataTable
        GetBucketAbac GET /{Bucket}?abac
        GetBucketMetadataConfiguration GET /{Bucket}?metadataConfiguration
        GetBucketMetadataTableConfiguration GET /{Bucket}?metadataTable
        GetObjectTorrent GET /{Bucket}/{Key+}?torrent
        PutBucketAbac PUT /{Bucket}?abac
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
