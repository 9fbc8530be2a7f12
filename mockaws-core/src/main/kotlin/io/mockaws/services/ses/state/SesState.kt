package io.mockaws.services.ses.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** The tables of [SesState]. */
internal object SesTables {
    val identities: Table<Identity> = Table("identity", Identity.serializer())
    val templates: Table<EmailTemplate> = Table("template", EmailTemplate.serializer())
    val configurationSets: Table<ConfigurationSet> = Table("configuration-set", ConfigurationSet.serializer())
    val suppressed: Table<SuppressedAddress> = Table("suppressed", SuppressedAddress.serializer())

    /** By their message ids. */
    val emails: Table<Email> = Table("email", Email.serializer())

    /** By their numbers. */
    val events: Table<EmailEvent> = Table("event", EmailEvent.serializer())
    val contactLists: Table<ContactList> = Table("contact-list", ContactList.serializer())

    /** By `list/address`. */
    val contacts: Table<Contact> = Table("contact", Contact.serializer())
    val ruleSets: Table<ReceiptRuleSet> = Table("receipt-rule-set", ReceiptRuleSet.serializer())
    val received: Table<ReceivedEmail> = Table("received", ReceivedEmail.serializer())

    /** One, at [THE_ACCOUNT]. */
    val account: Table<SesAccount> = Table("account", SesAccount.serializer())

    const val THE_ACCOUNT: String = "account"
}

/** The context that works on mail; both APIs have the same. */
internal typealias SesCall = CallContext<SesState>

/** All that SES has in one account and region. */
internal class SesState private constructor(
    tables: Tables,
) : TableState<SesState>(tables) {
    constructor() : this(Tables.EMPTY)

    override fun with(tables: Tables): SesState = SesState(tables)

    companion object {
        val KIND: StateKind<SesState> = StateKind(StateKind.Scope.REGIONAL, ::create, ::read)

        @Suppress("UNUSED_PARAMETER")
        private fun create(place: Place): SesState = SesState()

        @Suppress("UNUSED_PARAMETER")
        private fun read(
            place: Place,
            entries: StoredEntries,
        ): SesState =
            SesState(
                Tables.read(
                    entries,
                    SesTables.identities,
                    SesTables.templates,
                    SesTables.configurationSets,
                    SesTables.suppressed,
                    SesTables.emails,
                    SesTables.events,
                    SesTables.contactLists,
                    SesTables.contacts,
                    SesTables.ruleSets,
                    SesTables.received,
                    SesTables.account,
                ),
            )
    }
}

/** A template for mails. */
@Serializable
internal data class EmailTemplate(
    val name: String,
    val createdAt: Instant,
    val subject: String?,
    val text: String?,
    val html: String?,
    val tags: Map<String, String> = emptyMap(),
)

/** An address that SES sends nothing to. */
@Serializable
internal data class SuppressedAddress(
    val address: String,
    /** `BOUNCE` or `COMPLAINT`. */
    val reason: String,
    val updatedAt: Instant,
)

/** What AWS gives to who leaves the sandbox: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
private const val MAX_24_HOUR_SEND = 50_000.0
private const val MAX_SEND_RATE = 14.0

/** What holds for all mail of an account in a region. */
@Serializable
internal data class SesAccount(
    /** Whether recipients have to be verified, too. */
    val isInSandbox: Boolean = false,
    /** Whether nobody has to click a link, or to add a DNS record. */
    val verifiesAtOnce: Boolean = true,
    val isSendingEnabled: Boolean = true,
    val max24HourSend: Double = MAX_24_HOUR_SEND,
    val maxSendRate: Double = MAX_SEND_RATE,
    val suppressedReasons: List<String> = listOf("BOUNCE", "COMPLAINT"),
    val details: AccountDetails? = null,
    val vdm: Vdm? = null,
    val warmsUp: Boolean = false,
    val activeRuleSet: String? = null,
    /** Recipients of all mail that was ever sent. */
    val sent: Long = 0,
)

/** The Virtual Deliverability Manager: `ENABLED` or `DISABLED`. */
@Serializable
internal data class Vdm(
    val enabled: String,
    val engagementMetrics: String?,
    val optimizedDelivery: String?,
)

/** What AWS was told of an account. */
@Serializable
internal data class AccountDetails(
    val mailType: String,
    val websiteUrl: String,
    val contactLanguage: String?,
    val useCase: String?,
    val otherContacts: List<String>,
)

internal val Tables.identities: Map<String, Identity> get() = this[SesTables.identities]

internal val Tables.account: SesAccount get() = this[SesTables.account][SesTables.THE_ACCOUNT] ?: SesAccount()

/** All mail, the oldest first. */
internal val Tables.emails: List<Email> get() = this[SesTables.emails].values.sortedBy { it.number }

internal fun SesCall.changeAccount(change: (SesAccount) -> SesAccount) =
    state.write { this[SesTables.account, SesTables.THE_ACCOUNT] = change(account) }
