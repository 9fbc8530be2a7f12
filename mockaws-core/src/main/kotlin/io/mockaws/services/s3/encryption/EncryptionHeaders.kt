package io.mockaws.services.s3.encryption

import io.mockaws.wire.HttpHeader
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** The members by which a request has a key of the client's own, as headers. */
@Serializable
internal abstract class CustomerKeyHeaders {
    @SerialName("SSECustomerAlgorithm")
    @HttpHeader("x-amz-server-side-encryption-customer-algorithm")
    var sseCustomerAlgorithm: String? = null
        private set

    @SerialName("SSECustomerKey")
    @HttpHeader("x-amz-server-side-encryption-customer-key")
    var sseCustomerKey: String? = null
        private set

    @SerialName("SSECustomerKeyMD5")
    @HttpHeader("x-amz-server-side-encryption-customer-key-MD5")
    var sseCustomerKeyMD5: String? = null
        private set

    val customerKey: SentKey get() = SentKey(sseCustomerAlgorithm, sseCustomerKey, sseCustomerKeyMD5)
}

/** The members by which PutObject, CopyObject and CreateMultipartUpload say how to encrypt the object to come. */
@Serializable
internal abstract class EncryptionHeaders : CustomerKeyHeaders() {
    @HttpHeader("x-amz-server-side-encryption")
    var serverSideEncryption: String? = null
        private set

    @SerialName("SSEKMSKeyId")
    @HttpHeader("x-amz-server-side-encryption-aws-kms-key-id")
    var sseKmsKeyId: String? = null
        private set

    @SerialName("SSEKMSEncryptionContext")
    @HttpHeader("x-amz-server-side-encryption-context")
    var sseKmsEncryptionContext: String? = null
        private set

    @HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    var bucketKeyEnabled: Boolean? = null
        private set
}
