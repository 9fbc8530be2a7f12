package io.mockaws.services.s3.encryption

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.access.Need
import io.mockaws.engine.keys.KeyRefusal
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
        return when (operation) {
            in WRITES -> listOfNotNull(asked(input, bucket, call)?.let { need("GenerateDataKey", it, bucket, key, call) })

            "GetObject" -> {
                val found = bucket.objects[key]?.encryption as? Encryption.ByKms
                listOfNotNull(found?.let { need("Decrypt", it.keyArn, bucket, key, call) })
            }

            else -> emptyList()
        }
    }

    /** The ARN of the key of the object to come; null where it is S3's own. */
    private fun asked(
        input: Map<String, Any?>,
        bucket: Bucket,
        call: CallContext<S3State>,
    ): String? {
        val algorithm = input["ServerSideEncryption"] ?: bucket.defaultEncryption.algorithm
        if (algorithm != Encryption.KMS && algorithm != Encryption.DSSE) return null
        val default = bucket.defaultEncryption.kmsKeyId.takeIf { input["ServerSideEncryption"] == null }
        val id = input["SSEKMSKeyId"] as? String ?: default ?: return null
        return try {
            call.world.keys.arnOf(id, Place(call.account, bucket.region))
        } catch (_: KeyRefusal) {
            null
        }
    }

    private fun need(
        action: String,
        keyArn: String,
        bucket: Bucket,
        key: String,
        call: CallContext<S3State>,
    ): Need {
        val keys =
            mapOf(
                "kms:viaservice" to listOf("s3.${bucket.region}.amazonaws.com"),
                "kms:calleraccount" to listOf(call.account),
                "kms:encryptioncontext:aws:s3:arn" to listOf("${bucket.arn}/$key"),
                "kms:encryptioncontextkeys" to listOf("aws:s3:arn"),
            )
        return Need("kms:$action", keyArn, keys)
    }
}
