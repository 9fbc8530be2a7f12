package io.mockaws.services.ssm.parameter

import io.mockaws.engine.keys.KeyRefusal
import java.util.Base64

/**
 * SecureString: https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
internal object Secured {
    /** The key of who names none. */
    const val DEFAULT_KEY: String = "alias/aws/ssm"

    /**
     * [version] of the parameter [name] with its ciphertext.
     *
     * @throws io.mockaws.engine.AwsFault where its key cannot be used
     */
    fun encrypted(
        version: ParameterVersion,
        name: String,
        call: SsmCall,
    ): ParameterVersion =
        withKeys {
            val keys = call.world.keys
            val key = keys.arnOf(version.keyId ?: DEFAULT_KEY, call.place)
            val context = mapOf("PARAMETER_ARN" to ParameterName.arnOf(name, call.place))
            val bytes = keys.encrypt(version.value.encodeToByteArray(), key, context)
            version.copy(ciphertext = Base64.getEncoder().encodeToString(bytes))
        }

    /** What who reads [version] gets: the ciphertext, unless it is to be decrypted. */
    fun shown(
        version: ParameterVersion,
        withDecryption: Boolean,
        call: SsmCall,
    ): String {
        val ciphertext = version.ciphertext ?: return version.value
        if (!withDecryption) return ciphertext
        withKeys { call.world.keys.run { checkUsable(arnOf(version.keyId ?: DEFAULT_KEY, call.place)) } }
        return version.value
    }

    private fun <R> withKeys(action: () -> R): R =
        try {
            action()
        } catch (refused: KeyRefusal) {
            throw SsmFaults.invalidKeyId(refused.message)
        }
}
