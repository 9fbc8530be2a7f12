package io.mockaws.services.s3.settings

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.defaultEncryption
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** How objects are encrypted that come without a word on it. */
@Serializable
@SerialName("encryption")
internal data class BucketEncryption(
    val algorithm: String = Encryption.AES256,
    /** As it was sent: S3 does not look at it before an object needs it. Null for the key that AWS keeps. */
    val kmsKeyId: String? = null,
    val bucketKeyEnabled: Boolean = false,
    val blocksCustomerKeys: Boolean = true,
) : BucketSetting {
    companion object {
        /**
         * A new bucket's. Keys of clients are blocked since April 2026.
         * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
         */
        val Default: BucketEncryption = BucketEncryption()
    }
}

@Serializable
@XmlName("ServerSideEncryptionConfiguration")
internal data class ServerSideEncryptionConfiguration(
    val rules: List<ServerSideEncryptionRule> = emptyList(),
)

@Serializable
internal data class ServerSideEncryptionRule(
    val applyServerSideEncryptionByDefault: ServerSideEncryptionByDefault? = null,
    val bucketKeyEnabled: Boolean? = null,
    val blockedEncryptionTypes: BlockedEncryptionTypes? = null,
)

@Serializable
internal data class ServerSideEncryptionByDefault(
    val sseAlgorithm: String? = null,
    val kmsMasterKeyId: String? = null,
)

@Serializable
internal data class BlockedEncryptionTypes(
    val encryptionType: List<String> = emptyList(),
)

@Serializable
internal data class PutBucketEncryptionRequest(
    val bucket: String,
    val serverSideEncryptionConfiguration: ServerSideEncryptionConfiguration? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetBucketEncryptionResponse(
    val serverSideEncryptionConfiguration: ServerSideEncryptionConfiguration,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
internal fun putBucketEncryption(
    request: PutBucketEncryptionRequest,
    call: CallContext<S3State>,
) {
    val before = call.openBucket(request.bucket, request.expectedBucketOwner).defaultEncryption
    val rule = request.serverSideEncryptionConfiguration?.rules?.singleOrNull() ?: throw S3Faults.malformedXml()
    val encryption = rule.asSetting(before)
    call.configure(request.bucket, request.expectedBucketOwner) { it.with(encryption) }
}

private fun ServerSideEncryptionRule.asSetting(before: BucketEncryption): BucketEncryption {
    val default = applyServerSideEncryptionByDefault
    val blocked = blockedEncryptionTypes?.encryptionType
    if (default == null && blocked == null) throw S3Faults.malformedXml()
    if (blocked != null && blocked.singleOrNull() !in listOf(CUSTOMER_KEYS, NOTHING)) throw S3Faults.malformedXml()
    val algorithm = if (default == null) Encryption.AES256 else default.sseAlgorithm
    if (algorithm !in listOf(Encryption.AES256, Encryption.KMS, Encryption.DSSE)) throw S3Faults.malformedXml()
    if (algorithm == Encryption.AES256 && default?.kmsMasterKeyId != null) throw keyNotApplicable()
    return BucketEncryption(
        algorithm!!,
        default?.kmsMasterKeyId,
        bucketKeyEnabled ?: false,
        // A rule that does not name what is blocked leaves that as it is.
        if (blocked == null) before.blocksCustomerKeys else CUSTOMER_KEYS in blocked,
    )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
internal fun getBucketEncryption(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): GetBucketEncryptionResponse {
    val encryption = call.openBucket(request.bucket, request.expectedBucketOwner).defaultEncryption
    val rule =
        ServerSideEncryptionRule(
            ServerSideEncryptionByDefault(encryption.algorithm, encryption.kmsKeyId),
            encryption.bucketKeyEnabled,
            BlockedEncryptionTypes(listOf(if (encryption.blocksCustomerKeys) CUSTOMER_KEYS else NOTHING)),
        )
    return GetBucketEncryptionResponse(ServerSideEncryptionConfiguration(listOf(rule)))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
internal fun deleteBucketEncryption(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketEncryption>(request)

private fun keyNotApplicable() =
    S3Faults.invalidArgument(
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
        "ApplyServerSideEncryptionByDefault",
        null,
    )

private const val CUSTOMER_KEYS = "SSE-C"
private const val NOTHING = "NONE"
