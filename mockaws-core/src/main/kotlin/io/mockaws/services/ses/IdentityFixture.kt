package io.mockaws.services.ses

import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.identity.removeIdentity
import io.mockaws.services.ses.state.Identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.arnOf
import io.mockaws.testing.MadeHere

/** An address or a domain that mail may be sent from, as a test sees it. */
public class IdentityFixture internal constructor(
    /** The address, or the domain in small letters. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> SesCall,
    private val made: MadeHere? = null,
) {
    /** Whether there is such an identity (still). */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** Whether mail may be sent from it. */
    @get:JvmName("isVerified")
    public val isVerified: Boolean get() = found()?.isVerified == true

    /** Its Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = context().arnOf(name)

    /** The sending policies by name. */
    @get:JvmName("policies")
    public val policies: Map<String, String> get() = identity().policies.also { if (it.isEmpty()) made?.checkLook() }

    /** The mail that was sent from it, or from addresses in it, the oldest first. */
    @get:JvmName("sent")
    public val sent: List<SentEmail>
        get() =
            SesFixture.sent(context()) { it.source == name || it.source.lowercase().endsWith("@$name") }
                .also { if (it.isEmpty()) made?.checkLook() }

    /** Verifies it, as if somebody had clicked the link or added the DNS record. */
    public fun verify(): IdentityFixture = change { it.copy(isVerified = true) }

    /** Takes its verification back. */
    public fun unverify(): IdentityFixture = change { it.copy(isVerified = false) }

    /** Takes it away. */
    public fun delete() {
        context().removeIdentity(name)
    }

    private fun change(change: (Identity) -> Identity): IdentityFixture {
        context().changeIdentity(identity().name, SesApi.V2, change)
        return this
    }

    private fun found(): Identity? = context().identity(name)

    private fun identity(): Identity = checkNotNull(found()) { "The identity $name does not exist (any more)" }

    override fun toString(): String = "IdentityFixture($name)"
}
