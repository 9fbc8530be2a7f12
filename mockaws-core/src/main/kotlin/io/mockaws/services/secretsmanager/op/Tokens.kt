package io.mockaws.services.secretsmanager.op

import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.secretsmanager.secret.SecretAddress
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

/** SDKs make one up; who calls without one is refused. */
internal fun tokenOf(token: String?): String = token ?: throw SecretsManagerFaults.noToken()

/** Refuses a key that no secret can be encrypted under. */
internal fun SecretsCall.checkKey(id: String?) {
    if (id.isNullOrEmpty()) return
    try {
        world.keys.arnOf(id, place)
    } catch (_: KeyRefusal) {
        throw SecretsManagerFaults.encryptionFailure()
    }
}

/**
 * The key that AWS keeps for the service is out of reach of other accounts.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
internal fun SecretAddress.checkKeyFor(caller: SecretsCall) {
    if (caller.account == call.account) return
    val key = get().kmsKeyId
    if (key.isNullOrEmpty() || key.endsWith("alias/aws/secretsmanager")) throw SecretsManagerFaults.underDefaultKey()
}

/** Refuses two values at once. */
internal fun checkOneValue(
    string: String?,
    binary: Blob?,
) {
    if (string != null && binary != null) {
        throw SecretsManagerFaults.invalidParameter(
            "You can't specify both a binary secret value and a text secret value."
        )
    }
}

@Serializable
internal data class Tag(
    val key: String? = null,
    val value: String? = null,
)
