package io.mockaws.services.s3.notifications

/**
 * What can happen to an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html">AWS</a>
 */
internal enum class S3Event(
    /** As a record names it; a configuration puts `s3:` before it. */
    val value: String,
    private val shows: Shows,
) {
    CREATED_PUT("ObjectCreated:Put", Shows.CONTENT),
    CREATED_POST("ObjectCreated:Post", Shows.CONTENT),
    CREATED_COPY("ObjectCreated:Copy", Shows.CONTENT),
    CREATED_MULTIPART("ObjectCreated:CompleteMultipartUpload", Shows.CONTENT),
    REMOVED_DELETE("ObjectRemoved:Delete", Shows.KEY),
    REMOVED_MARKER("ObjectRemoved:DeleteMarkerCreated", Shows.MARKER),
    RESTORE_POST("ObjectRestore:Post", Shows.CONTENT),
    RESTORE_COMPLETED("ObjectRestore:Completed", Shows.CONTENT),
    RESTORE_DELETE("ObjectRestore:Delete", Shows.CONTENT),
    TAGGING_PUT("ObjectTagging:Put", Shows.TAG),
    TAGGING_DELETE("ObjectTagging:Delete", Shows.TAG),
    ACL_PUT("ObjectAcl:Put", Shows.TAG),
    EXPIRATION_DELETE("LifecycleExpiration:Delete", Shows.KEY),
    EXPIRATION_MARKER("LifecycleExpiration:DeleteMarkerCreated", Shows.MARKER),
    TRANSITION("LifecycleTransition", Shows.CONTENT),
    INTELLIGENT_TIERING("IntelligentTiering", Shows.CONTENT),
    REPLICATION_FAILED("Replication:OperationFailedReplication", Shows.CONTENT),
    REPLICATION_MISSED("Replication:OperationMissedThreshold", Shows.CONTENT),
    REPLICATION_REPLICATED("Replication:OperationReplicatedAfterThreshold", Shows.CONTENT),
    REPLICATION_NOT_TRACKED("Replication:OperationNotTracked", Shows.CONTENT),
    REDUCED_REDUNDANCY_LOST("ReducedRedundancyLostObject", Shows.KEY),
    ;

    /** What a record tells of the object beside key and version. */
    private enum class Shows { CONTENT, KEY, MARKER, TAG }

    val showsSize: Boolean get() = shows == Shows.CONTENT
    val showsETag: Boolean get() = shows != Shows.KEY

    /** Changes beside the content cannot be put into an order. */
    val showsSequencer: Boolean get() = shows != Shows.TAG

    /** Of the record's structure: which has what stands beside its example at AWS. */
    val version: String
        get() =
            when (group) {
                "Replication" -> "2.2"
                "ObjectCreated", "ObjectRemoved", "ReducedRedundancyLostObject" -> "2.1"
                "ObjectRestore" -> if (this == RESTORE_DELETE) "2.3" else "2.1"
                else -> "2.3"
            }

    private val group: String get() = value.substringBefore(':')

    /** Whether [name], of a configuration, means this one. */
    fun isMeantBy(name: String): Boolean = name == "s3:$value" || (':' in value && name == "s3:$group:*")

    companion object {
        fun isKnown(name: String): Boolean = entries.any { it.isMeantBy(name) }

        /** Whether something can happen that both names of configurations mean. */
        fun overlap(
            one: String,
            other: String,
        ): Boolean = entries.any { it.isMeantBy(one) && it.isMeantBy(other) }
    }
}
