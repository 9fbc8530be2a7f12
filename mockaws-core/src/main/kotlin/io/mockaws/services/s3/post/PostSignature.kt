package io.mockaws.services.s3.post

import io.mockaws.engine.signature.S3SignatureFaults
import io.mockaws.engine.signature.SigV4
import io.mockaws.engine.signature.SignedText

/**
 * What of a form proves who wrote its policy, after S3's checks that nothing of it is missing; null where there is no
 * policy, and so nobody to prove to be.
 */
internal fun PostForm.signedText(): SignedText? {
    val policy = this["policy"] ?: return null
    if (fields.keys.none { it in OF_VERSION_2 || it in OF_VERSION_4 }) throw S3SignatureFaults.missing()
    val names = if (fields.keys.any { it in OF_VERSION_2 }) OF_VERSION_2 else OF_VERSION_4
    names.entries.firstOrNull { it.key !in fields }?.let { throw PostFaults.fieldMissing(it.value) }
    if (names === OF_VERSION_2) return SignedText(policy, credential = null, signature = fields.getValue("signature"))
    val algorithm = fields.getValue("x-amz-algorithm")
    if (algorithm != SigV4.ALGORITHM) throw S3SignatureFaults.unsupported(algorithm)
    return SignedText(policy, fields.getValue("x-amz-credential"), fields.getValue("x-amz-signature"))
}

private val OF_VERSION_4 =
    linkedMapOf(
        "x-amz-algorithm" to "X-Amz-Algorithm",
        "x-amz-credential" to "X-Amz-Credential",
        "x-amz-date" to "X-Amz-Date",
        "x-amz-signature" to "X-Amz-Signature",
    )
private val OF_VERSION_2 = linkedMapOf("awsaccesskeyid" to "AWSAccessKeyId", "signature" to "Signature")
