package io.mockaws.services.s3.encryption

import io.mockaws.services.s3.bucket.Bucket
import java.security.MessageDigest
import java.util.HexFormat

/**
 * Keys of AWS KMS, by their ARNs alone: there is no KMS to ask, so each id that can be a key's is taken for one that is
 * there and enabled.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
internal object KmsKey {
    private const val MANAGED = "alias/aws/s3"
    private const val UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
    private val Id = Regex("$UUID|mrk-[0-9a-f]{32}")
    private val Alias = Regex("alias/[a-zA-Z0-9/_-]{1,250}")
    private val Arn =
        Regex("arn:aws[a-z-]*:kms:([a-z0-9-]+):(\\d{12}):(?:key/($UUID|mrk-[0-9a-f]{32})|(${Alias.pattern}))")

    /** The ARN of the key that a caller from [account] calls [id]; null for the one that AWS keeps for S3. */
    fun arnOf(
        id: String?,
        account: String,
        bucket: Bucket,
    ): String {
        val region = bucket.region
        if (id == null) return aliased(MANAGED, region, account)
        if (Id.matches(id)) return arn(region, account, id)
        if (Alias.matches(id)) return aliased(id, region, account)
        val (itsRegion, owner, key, alias) =
            Arn.matchEntire(id)?.destructured ?: throw EncryptionFaults.kmsKeyIdInvalid(id)
        if (itsRegion != region) throw EncryptionFaults.kmsKeyElsewhere(itsRegion)
        return if (alias.isEmpty()) id else aliased(alias, itsRegion, owner)
    }

    /** S3 never shows an alias but its key; which one that is follows from the alias and its place. */
    private fun aliased(
        alias: String,
        region: String,
        account: String,
    ): String {
        val digest = MessageDigest.getInstance("SHA-256").digest("$region/$account/$alias".encodeToByteArray())
        val hex = HexFormat.of().formatHex(digest)
        val key = "${hex.take(8)}-${hex.substring(8, 12)}-4${hex.substring(13, 16)}-a${hex.substring(17, 20)}"
        return arn(region, account, "$key-${hex.substring(20, 32)}")
    }

    private fun arn(
        region: String,
        account: String,
        id: String,
    ) = "arn:aws:kms:$region:$account:key/$id"
}
