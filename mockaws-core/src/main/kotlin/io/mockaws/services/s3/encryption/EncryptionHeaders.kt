package io.mockaws.services.s3.encryption

import kotlinx.serialization.Serializable

/** The members by which a request has a key of the client's own, as headers. */
@Serializable
internal abstract class CustomerKeyHeaders {
    var sseCustomerAlgorithm: String? = null
        private set

    var sseCustomerKey: String? = null
        private set

    var sseCustomerKeyMD5: String? = null
        private set

    val customerKey: SentKey get() = SentKey(sseCustomerAlgorithm, sseCustomerKey, sseCustomerKeyMD5)
}

/** The members by which PutObject, CopyObject and CreateMultipartUpload say how to encrypt the object to come. */
@Serializable
internal abstract class EncryptionHeaders : CustomerKeyHeaders() {
    var serverSideEncryption: String? = null
        private set

    var sseKmsKeyId: String? = null
        private set

    var sseKmsEncryptionContext: String? = null
        private set

    var bucketKeyEnabled: Boolean? = null
        private set
}
