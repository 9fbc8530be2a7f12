package io.mockaws.services.ses.sending

import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.Outcome
import io.mockaws.services.ses.state.Outcome.Kind
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.contactKey
import io.mockaws.services.ses.state.standing

/** The addresses of the [mailbox simulator](https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html). */
internal object Simulator {
    private const val DOMAIN = "simulator.amazonses.com"

    fun isSimulated(address: String): Boolean = MailAddress(address).domain == DOMAIN

    /** What becomes of mail to [address]; null where it is none of the simulator's. */
    fun outcome(address: MailAddress): Kind? =
        if (address.domain != DOMAIN) {
            null
        } else {
            when (address.localPart.substringBefore('+').lowercase()) {
                "bounce" -> Kind.BOUNCED
                "complaint" -> Kind.COMPLAINED
                "suppressionlist" -> Kind.SUPPRESSED
                else -> Kind.DELIVERED
            }
        }
}

/** What becomes of one mail. All addresses outside of the simulator take mail. */
internal class Outcomes(
    private val call: SesCall,
    private val email: Email,
    /** The contact list that it is for, and its topic. */
    private val list: Pair<String, String?>?,
) {
    private val tables = call.state.now
    private val suppressedReasons =
        email.configurationSet?.let { tables[SesTables.configurationSets][it]?.suppressedReasons }
            ?: tables.account.suppressedReasons

    fun all(): List<Outcome> =
        email.recipients.map { recipient ->
            val address = MailAddress(recipient)
            Outcome(address.address, kind(address))
        }

    private fun kind(address: MailAddress): Kind =
        when {
            email.failure == BAD_CONTENT -> Kind.REJECTED
            email.failure != null -> Kind.NOT_RENDERED
            isUnsubscribed(address) -> Kind.UNSUBSCRIBED
            isSuppressed(address) -> Kind.ON_SUPPRESSION_LIST
            else -> Simulator.outcome(address) ?: Kind.DELIVERED
        }

    private fun isSuppressed(address: MailAddress): Boolean {
        val entry = tables[SesTables.suppressed][suppressionKey(address.address)] ?: return false
        return entry.reason in suppressedReasons
    }

    private fun isUnsubscribed(address: MailAddress): Boolean {
        val (name, topic) = list ?: return false
        val contacts = tables[SesTables.contactLists][name] ?: return false
        val contact = tables[SesTables.contacts][contactKey(name, address.address)] ?: return false
        return if (topic == null) contact.isUnsubscribedFromAll else contacts.standing(contact, topic) == "OPT_OUT"
    }
}

/** The part behind the `@` has no case; SES takes the whole address so. */
internal fun suppressionKey(address: String): String = address.lowercase()
