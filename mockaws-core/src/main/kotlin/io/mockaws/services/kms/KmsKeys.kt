package io.mockaws.services.kms

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.engine.keys.Keys
import io.mockaws.kit.Arn
import io.mockaws.services.kms.key.EncryptionAlgorithm
import io.mockaws.services.kms.op.findToEncrypt
import io.mockaws.services.kms.op.open
import io.mockaws.services.kms.op.seal
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob

/** The keys of KMS, for the services that encrypt under them. */
internal class KmsKeys(
    private val world: World,
) : Keys {
    override fun arnOf(
        id: String,
        place: Place,
    ): String = at(place) { findToEncrypt(id, ENCRYPT).arn }

    override fun checkUsable(arn: String) {
        at(Arn.parse(arn)!!.place) { findToEncrypt(arn, ENCRYPT) }
    }

    override fun encrypt(
        plaintext: ByteArray,
        arn: String,
        context: Map<String, String>,
    ): ByteArray = at(Arn.parse(arn)!!.place) { seal(findToEncrypt(arn, ENCRYPT), plaintext, context).bytes }

    override fun decrypt(
        ciphertext: ByteArray,
        place: Place,
        context: Map<String, String>,
    ): ByteArray =
        at(place) {
            open(Blob(ciphertext), null, context, EncryptionAlgorithm.SYMMETRIC_DEFAULT, "Decrypt").plaintext.bytes
        }

    private fun <T> at(
        place: Place,
        action: CallContext<KmsState>.() -> T,
    ): T =
        try {
            world.context(KmsService, place).action()
        } catch (fault: AwsFault) {
            throw KeyRefusal(fault.error.code, fault.error.message.orEmpty())
        }

    private companion object {
        /** What services ask for: a data key of their own for what they encrypt. */
        const val ENCRYPT = "GenerateDataKey"
    }
}
