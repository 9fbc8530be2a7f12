package io.mockaws.services.s3.acl

import kotlinx.serialization.Serializable

/** [AclMembers] of what is there, or of a bucket, as headers. */
@Serializable
internal abstract class AclHeaders : AclMembers {
    final override var acl: String? = null
        private set

    final override var grantFullControl: String? = null
        private set

    final override var grantRead: String? = null
        private set

    final override var grantReadACP: String? = null
        private set

    final override var grantWrite: String? = null
        private set

    final override var grantWriteACP: String? = null
        private set
}
