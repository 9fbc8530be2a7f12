package io.mockaws.services.s3.acl

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
internal object CannedAcl {
    const val BUCKET_OWNER_FULL_CONTROL: String = "bucket-owner-full-control"

    private val READ_BY_ALL = Grant(Grantee.ALL_USERS, Permission.READ)

    /** What each grants beside what the owner has. The owner of a bucket is that of all that is in it, too. */
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

    fun of(
        name: String,
        target: AclTarget,
        owner: String,
    ): Acl {
        val known = if (target == AclTarget.BUCKET) OF_BUCKETS else GRANTS
        val others = known[name] ?: throw AclFaults.unknownCanned(name)
        return Acl(Acl.privateTo(owner).grants + others)
    }
}
