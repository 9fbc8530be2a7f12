package io.mockaws.services.kms

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.keys.KeyName
import io.mockaws.services.kms.op.AliasTargetRequest
import io.mockaws.services.kms.op.checkAliasName
import io.mockaws.services.kms.op.createAlias
import io.mockaws.services.kms.op.createKey
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.allKeys
import io.mockaws.services.kms.state.keyOrNull
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import java.util.function.Consumer

/**
 * AWS KMS as a test sees it: `aws.kms.key("orders")`. Works in the account and region of the mock, touches memory only,
 * and leaves no calls in the journal.
 */
public class KmsFixture internal constructor(
    private val context: () -> CallContext<KmsState>,
    private val journal: () -> Calls,
) {
    /**
     * The key with the alias `alias/name`, made if there is none: a symmetric one that encrypts. A statement that makes it
     * and looks into it at once fails: it has misspelt the name.
     *
     * @param name what follows `alias/`: 1 to 250 letters, digits, slashes, underscores and hyphens
     * @throws IllegalArgumentException for another name
     */
    public fun key(name: String): KeyFixture = make(name, KeyOptions())

    /**
     * The same, made as [configure] says if there is none.
     *
     * @throws IllegalArgumentException when AWS would refuse to make such a key
     */
    @JvmSynthetic
    public fun key(
        name: String,
        configure: KeyOptions.() -> Unit,
    ): KeyFixture = make(name, KeyOptions().apply(configure))

    /** The same for Java: `aws.kms().key("orders", o -> o.spec("RSA_2048").usage("SIGN_VERIFY"))`. */
    public fun key(
        name: String,
        configure: Consumer<KeyOptions>,
    ): KeyFixture = make(name, KeyOptions().also(configure::accept))

    /** Every key of the mock's account and region but those of AWS's own, in the order in which they were made. */
    public fun keys(): List<KeyFixture> =
        context().run {
            allKeys().filterNot { it.isAwsManaged }.sortedWith(compareBy({ it.createdAt }, { it.id }))
                .map { KeyFixture(it.id, context, journal) }
        }

    private fun make(
        name: String,
        options: KeyOptions,
    ): KeyFixture {
        val call = context()
        val alias = KeyName.ALIAS + name
        val others = call.state.aliases.keys.map { it.removePrefix(KeyName.ALIAS) }
        call.state.aliases[alias]?.let { there ->
            if (call.keyOrNull(there.keyId) != null) return KeyFixture(there.keyId, context, journal)
        }
        try {
            checkAliasName(alias)
            val id = createKey(options.request(), call).keyMetadata.keyId
            createAlias(AliasTargetRequest(alias, id), call)
            val made =
                MadeHere(javaClass, "key", name, others) {
                    call.state.write {
                        remove(KmsState.ALIASES, alias)
                        remove(KmsState.KEYS, id)
                    }
                }
            return KeyFixture(id, context, journal, made)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
    }

    override fun toString(): String = "KmsFixture(${context().state.aliases.keys.sorted()})"
}
