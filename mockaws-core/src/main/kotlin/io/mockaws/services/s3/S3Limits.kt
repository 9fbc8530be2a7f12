package io.mockaws.services.s3

/** The numbers of S3, each with its page. */
internal object S3Limits {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html */
    const val BUCKETS_PER_ACCOUNT: Int = 10_000

    /** Bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
    const val KEY_BYTES: Int = 1024

    /** Names and values together. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
    const val METADATA_BYTES: Int = 2 * 1024

    /** One upload, and one copy. https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
    const val PUT_BYTES: Long = 5L * 1024 * 1024 * 1024

    /** Every part but the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
    const val PART_BYTES: Long = 5L * 1024 * 1024

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
    const val PART_NUMBER: Int = 10_000

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, _ListParts, _ListMultipartUploads */
    const val PAGE: Int = 1000

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
    const val BUCKET_PAGE: Int = 10_000

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
    const val DELETE_OBJECTS: Int = 1000

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
    const val TAGS: Int = 10

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html */
    const val BUCKET_TAGS: Int = 50

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
    const val POLICY_BYTES: Int = 20 * 1024

    /** In one ACL. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
    const val GRANTS: Int = 100

    /** Characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
    const val TAG_KEY: Int = 128

    /** Characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
    const val TAG_VALUE: Int = 256

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
    val STORAGE_CLASSES: Set<String> =
        setOf(
            "STANDARD",
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER",
            "DEEP_ARCHIVE",
            "GLACIER_IR",
        )

    /**
     * What must be restored before it can be read.
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
     */
    val ARCHIVES: Set<String> = setOf("GLACIER", "DEEP_ARCHIVE")

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
    val LOCATIONS: Set<String> =
        (
            "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 " +
                "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 " +
                "ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 EU eu-central-1 eu-central-2 " +
                "eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 " +
                "me-south-1 mx-central-1 sa-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2"
            ).split(' ').toSet()
}
