package io.mockaws.services.ssm.parameter

import io.mockaws.engine.KmsKeyNotFound
import io.mockaws.engine.KmsKeys
import java.security.MessageDigest
import java.util.Base64

/**
 * SecureString: https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
internal object Secured {
    /** The key of who names none. */
    const val DEFAULT_KEY: String = "alias/aws/ssm"

    /** What AWS's ciphertexts begin with. */
    private val head = byteArrayOf(1, 2, 2, 0, 0x78)

    /** @throws io.mockaws.engine.AwsFault where there can be no such key */
    fun checkKey(
        id: String,
        call: SsmCall,
    ) {
        arnOf(id, call)
    }

    /** What stands in the place of the value for who does not ask for decryption: the same for the same value and key. */
    fun ciphertext(
        version: ParameterVersion,
        arn: String,
        call: SsmCall,
    ): String {
        val key = arnOf(version.keyId ?: DEFAULT_KEY, call)
        val digest = MessageDigest.getInstance("SHA-512").digest("$key $arn ${version.value}".encodeToByteArray())
        return Base64.getEncoder().encodeToString(head + digest + digest.copyOf(version.value.length % digest.size))
    }

    private fun arnOf(
        id: String,
        call: SsmCall,
    ): String =
        try {
            if (id == DEFAULT_KEY) KmsKeys.managedFor("ssm", call.place) else KmsKeys.arnOf(id, call.place)
        } catch (unknown: KmsKeyNotFound) {
            throw SsmFaults.invalidKeyId(unknown.message)
        }
}
