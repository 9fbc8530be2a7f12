package io.mockaws.services.s3.policy

/**
 * What a bucket policy can allow or deny. Names are compared without regard to case.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
internal object PolicyActions {
    private val OF_BUCKETS =
        names(
            """
            CreateBucket CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketMetadataTableConfiguration
            DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac
            GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketMetadataTableConfiguration
            GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy
            GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
            GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration
            GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration
            ListBucket ListBucketMultipartUploads ListBucketVersions ListTagsForResource PauseReplication
            PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketAcl PutBucketCORS
            PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls
            PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning
            PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutInventoryConfiguration
            PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration TagResource UntagResource
            UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration
            """,
        )

    private val OF_OBJECTS =
        names(
            """
            AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
            DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention
            GetObjectTagging GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes
            GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent InitiateReplication
            ListMultipartUploadParts ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl PutObjectLegalHold
            PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging ReplicateDelete
            ReplicateObject ReplicateTags RestoreObject UpdateObjectEncryption
            """,
        )

    /** Whether [pattern] names something that can be done to buckets, and something that can be to objects. */
    fun targets(pattern: String): Pair<Boolean, Boolean> {
        val form = Wildcard("s3:$pattern".takeIf { pattern == "*" } ?: pattern, ignoreCase = true)
        return OF_BUCKETS.any { form.matches(it) } to OF_OBJECTS.any { form.matches(it) }
    }

    private fun names(text: String) = text.trim().split(Regex("\\s+")).map { "s3:$it" }
}

/** `*` for any text and `?` for one character. */
internal class Wildcard(
    pattern: String,
    ignoreCase: Boolean = false,
) {
    private val form: Regex =
        pattern.split(Regex("(?<=[*?])|(?=[*?])")).joinToString("") { piece ->
            when (piece) {
                "*" -> ".*"
                "?" -> "."
                else -> Regex.escape(piece)
            }
        }.let { if (ignoreCase) Regex(it, RegexOption.IGNORE_CASE) else Regex(it) }

    fun matches(text: String): Boolean = form.matches(text)
}
