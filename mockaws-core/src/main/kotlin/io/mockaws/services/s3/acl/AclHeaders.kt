package io.mockaws.services.s3.acl

import io.mockaws.wire.HttpHeader
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** [AclMembers] of what is there, or of a bucket, as headers. */
@Serializable
internal abstract class AclHeaders : AclMembers {
    @HttpHeader("x-amz-acl")
    @SerialName("ACL")
    final override var acl: String? = null
        private set

    @HttpHeader("x-amz-grant-full-control")
    final override var grantFullControl: String? = null
        private set

    @HttpHeader("x-amz-grant-read")
    final override var grantRead: String? = null
        private set

    @HttpHeader("x-amz-grant-read-acp")
    final override var grantReadACP: String? = null
        private set

    @HttpHeader("x-amz-grant-write")
    final override var grantWrite: String? = null
        private set

    @HttpHeader("x-amz-grant-write-acp")
    final override var grantWriteACP: String? = null
        private set
}
