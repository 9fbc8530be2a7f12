package io.mockaws.services.ses

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.ses.configuration.addConfigurationSet
import io.mockaws.services.ses.configuration.configurationSets
import io.mockaws.services.ses.identity.allIdentities
import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.makeIdentity
import io.mockaws.services.ses.identity.removeIdentity
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.receiving.Receiving
import io.mockaws.services.ses.sending.addTemplate
import io.mockaws.services.ses.sending.changeTemplate
import io.mockaws.services.ses.sending.suppressionKey
import io.mockaws.services.ses.sending.templates
import io.mockaws.services.ses.state.ConfigurationSet
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.SesAccount
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.SuppressedAddress
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.changeAccount
import io.mockaws.services.ses.state.emails
import io.mockaws.services.ses.state.identities
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * Amazon SES as a test sees it, by whichever API code under test calls it: `aws.ses.identity("shop@example.com")`, and
 * later `aws.ses.sent`. Works in the account and region of the mock, touches memory only, and leaves no calls in the journal.
 *
 * The account is out of the sandbox: mail goes to everybody, and comes from verified identities alone.
 */
public class SesFixture internal constructor(
    private val context: () -> SesCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of SES, of both APIs. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The mail that was sent, the oldest first. */
    @get:JvmName("sent")
    public val sent: List<SentEmail> get() = sent(context()) { true }

    /** Mail that SES took and did not send: templates that could not be rendered, viruses. See [SentEmail.failure]. */
    @get:JvmName("failed")
    public val failed: List<SentEmail>
        get() = context().state.now.emails.filter { it.failure != null }.map(::SentEmail)

    /** The mail that was sent to [address], be it as a copy, the oldest first. */
    public fun sentTo(address: String): List<SentEmail> {
        val wanted = MailAddress(address).address
        return sent(context()) { mail ->
            mail.recipients.any { MailAddress(it).address.equals(wanted, ignoreCase = true) }
        }
    }

    /**
     * Forgets mail and its events. Identities, templates and all else stay.
     *
     * @param messageId of the one mail to forget; null for all
     */
    @JvmOverloads
    public fun forget(messageId: String? = null) {
        context().state.write {
            val mails = this[SesTables.emails].keys.filter { messageId == null || it == messageId }
            mails.forEach { remove(SesTables.emails, it) }
            val events = this[SesTables.events].filterValues { messageId == null || it.messageId == messageId }.keys
            events.forEach { remove(SesTables.events, it) }
        }
    }

    /** What became of mail, in the order in which it happened, and where each event went. */
    @get:JvmName("events")
    public val events: List<MailEventSeen>
        get() = context().state.now[SesTables.events].values.sortedBy { it.number }.map(::MailEventSeen)

    /**
     * The identity [name], made if there is none. It is verified, whatever [verifiesAtOnce] says. A statement that makes it
     * and looks into it at once fails: it has misspelt the name.
     *
     * @param name an address, or a domain: `shop@example.com`, `example.com`
     * @throws IllegalArgumentException for what is neither
     */
    public fun identity(name: String): IdentityFixture {
        val call = context()
        val others = call.state.now.identities.keys
        val identity = refusedAsArgument { call.makeIdentity(name, SesApi.V2, isVerified = true) }.name
        call.changeIdentity(identity, SesApi.V2) { it.copy(isVerified = true) }
        if (identity in others) return IdentityFixture(identity, context)
        val made = MadeHere(javaClass, "identity", identity, others) { call.removeIdentity(identity) }
        return IdentityFixture(identity, context, made)
    }

    /** All identities of the mock's account and region, the oldest first. */
    public fun identities(): List<IdentityFixture> = context().allIdentities().map { IdentityFixture(it.name, context) }

    /**
     * The template [name], made, or put in place of the one that is there.
     *
     * @param subject with variables as all of it: `Hello {{name}}`
     * @throws IllegalArgumentException when it cannot be read
     */
    @JvmOverloads
    public fun template(
        name: String,
        subject: String,
        text: String? = null,
        html: String? = null,
    ): SesFixture =
        apply {
            val call = context()
            refusedAsArgument {
                if (call.templates().any { it.name == name }) {
                    call.changeTemplate(name, subject, text, html, SesApi.V2)
                } else {
                    call.addTemplate(name, subject, text, html, SesApi.V2)
                }
            }
        }

    /**
     * The configuration set [name], made if there is none.
     *
     * @throws IllegalArgumentException for a name that AWS would refuse
     */
    public fun configurationSet(name: String): SesFixture =
        apply {
            val call = context()
            if (call.configurationSets().none { it.name == name }) {
                refusedAsArgument { call.addConfigurationSet(ConfigurationSet(name, call.now()), SesApi.V2) }
            }
        }

    /**
     * Has a mail come in, as if somebody had sent it to an address of the account: the rules of the active receipt rule set
     * store it in S3, tell topics and call functions.
     *
     * @param mime the whole message: `"From: ann@example.org\nTo: shop@example.com\nSubject: Where is it?\n\nHello"`
     * @param recipients who gets it; unless given, those of its headers
     */
    public fun receive(
        mime: String,
        vararg recipients: String,
    ): ReceivedMail {
        val call = context()
        val mail = Receiving(call).receive(mime.encodeToByteArray(), recipients.toList())
        call.settle()
        return ReceivedMail(mail)
    }

    /** Puts [address] on the account's suppression list: mail to it bounces, and SES sends nothing. */
    public fun suppress(address: String): SesFixture =
        apply {
            val call = context()
            val entry = SuppressedAddress(address, "BOUNCE", call.now())
            call.state.write { this[SesTables.suppressed, suppressionKey(address)] = entry }
        }

    /** The addresses on the account's suppression list, in alphabetical order. */
    @get:JvmName("suppressed")
    public val suppressed: List<String>
        get() = context().state.now[SesTables.suppressed].values.map { it.address }.sorted()

    /** Whether the account is in the sandbox, as new ones are: then recipients have to be verified, too. False unless set. */
    @get:JvmName("isInSandbox")
    @set:JvmName("isInSandbox")
    public var isInSandbox: Boolean
        get() = account().isInSandbox
        set(value) = context().changeAccount { it.copy(isInSandbox = value) }

    /**
     * Whether identities that code under test makes are verified at once. True unless set; else they are pending until the
     * test calls [IdentityFixture.verify].
     */
    @get:JvmName("verifiesAtOnce")
    @set:JvmName("verifiesAtOnce")
    public var verifiesAtOnce: Boolean
        get() = account().verifiesAtOnce
        set(value) = context().changeAccount { it.copy(verifiesAtOnce = value) }

    /** How many recipients mail may be sent to in 24 hours; 50,000 unless set. What is beyond is refused. */
    @get:JvmName("max24HourSend")
    @set:JvmName("max24HourSend")
    public var max24HourSend: Double
        get() = account().max24HourSend
        set(value) = context().changeAccount { it.copy(max24HourSend = value) }

    private fun account(): SesAccount = context().state.now.account

    private fun <T> refusedAsArgument(change: () -> T): T =
        try {
            change()
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }

    override fun toString(): String = "SesFixture(${sent.size} sent)"

    internal companion object {
        fun sent(
            call: SesCall,
            isWanted: (Email) -> Boolean,
        ): List<SentEmail> =
            call.state.now.emails.filter { it.failure == null && isWanted(it) }.map(::SentEmail)
    }
}
