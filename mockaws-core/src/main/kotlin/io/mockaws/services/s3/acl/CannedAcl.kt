package io.mockaws.services.s3.acl

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
internal object CannedAcl {
    const val BUCKET_OWNER_FULL_CONTROL: String = "bucket-owner-full-control"

    private val READ_BY_ALL = Grant(Grantee.ALL_USERS, Permission.READ)

    /** What each grants beside what the owner has. */
    private val GRANTS: Map<String, List<Grant>> =
        mapOf(
            "private" to emptyList(),
            "public-read" to listOf(READ_BY_ALL),
            "public-read-write" to listOf(READ_BY_ALL, Grant(Grantee.ALL_USERS, Permission.WRITE)),
            "authenticated-read" to listOf(Grant(Grantee.AUTHENTICATED_USERS, Permission.READ)),
            "aws-exec-read" to listOf(Grant(Grantee.EC2, Permission.READ)),
            "bucket-owner-read" to emptyList(),
            BUCKET_OWNER_FULL_CONTROL to emptyList(),
        )

    private val OF_BUCKETS: Map<String, List<Grant>> =
        GRANTS +
            mapOf(
                "log-delivery-write" to
                    listOf(
                        Grant(Grantee.LOG_DELIVERY, Permission.WRITE),
                        Grant(Grantee.LOG_DELIVERY, Permission.READ_ACP),
                    ),
            )

    /** What the owner of the bucket gets of somebody else's object. */
    private val TO_BUCKET_OWNER =
        mapOf("bucket-owner-read" to Permission.READ, BUCKET_OWNER_FULL_CONTROL to Permission.FULL_CONTROL)

    /** @param bucketOwner the owner of the bucket, where that is somebody else */
    fun of(
        name: String,
        target: AclTarget,
        owner: String,
        bucketOwner: String,
    ): Acl {
        val known = if (target == AclTarget.BUCKET) OF_BUCKETS else GRANTS
        val others = known[name] ?: throw AclFaults.unknownCanned(name)
        val ofBucketOwner =
            TO_BUCKET_OWNER[name]?.takeIf { owner != bucketOwner }
                ?.let { Grant(Grantee.CanonicalUser(bucketOwner), it) }
        return Acl(Acl.privateTo(owner).grants + others + listOfNotNull(ofBucketOwner))
    }
}
