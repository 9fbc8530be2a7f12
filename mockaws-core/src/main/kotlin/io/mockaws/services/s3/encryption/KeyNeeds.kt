package io.mockaws.services.s3.encryption

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.needsOnKey
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket

/**
 * What who writes or reads an object has to be allowed on the key of KMS that it is encrypted under.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
internal object KeyNeeds {
    private val WRITES = setOf("PutObject", "PostObject", "CopyObject", "CreateMultipartUpload")

    fun of(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<Need> {
        val bucket = call.state.bucket("${input["Bucket"]}") ?: return emptyList()
        val key = "${input["Key"]}"
        val read = (bucket.objects[key]?.encryption as? Encryption.ByKms)?.keyArn
        val context = mapOf("aws:s3:arn" to "${bucket.arn}/$key")
        val place = Place(call.account, bucket.region)
        return when (operation) {
            in WRITES -> call.needsOnKey("s3", asked(input, bucket), listOf("GenerateDataKey"), context, place)
            "GetObject" -> call.needsOnKey("s3", read, listOf("Decrypt"), context, place)
            else -> emptyList()
        }
    }

    /** How the caller names the key of the object to come; null where it is S3's own. */
    private fun asked(
        input: Map<String, Any?>,
        bucket: Bucket,
    ): String? {
        val algorithm = input["ServerSideEncryption"] ?: bucket.defaultEncryption.algorithm
        if (algorithm != Encryption.KMS && algorithm != Encryption.DSSE) return null
        val default = bucket.defaultEncryption.kmsKeyId.takeIf { input["ServerSideEncryption"] == null }
        return input["SSEKMSKeyId"] as? String ?: default
    }
}
