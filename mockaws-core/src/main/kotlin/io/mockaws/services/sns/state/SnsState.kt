package io.mockaws.services.sns.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.mobile.PlatformApplication
import io.mockaws.services.sns.mobile.PlatformEndpoint
import io.mockaws.services.sns.sms.SandboxNumber
import io.mockaws.services.sns.sms.SmsSettings
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.topic.Topic
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.serializer
import kotlin.time.Instant

internal typealias SnsCall = CallContext<SnsState>

/** A message that a FIFO topic has taken, as its duplicates are told by. */
@Serializable
internal data class Accepted(
    val messageId: String,
    val sequenceNumber: String,
    val at: Instant,
)

/** A message in the archive of a topic. */
@Serializable
internal data class Archived(
    val topic: String,
    val number: Long,
    val message: Message,
)

/** What still has to be delivered: at once where it goes to a web server, else once more. */
@Serializable
internal data class PendingDelivery(
    val key: String,
    val due: Instant,
    /** How often it was tried. */
    val attempts: Int,
    /** As it was when the delivery began; what was changed since counts where it is still there. */
    val subscription: Subscription,
    /** Null where the receiver is asked whether it wants to be one. */
    val message: Message?,
    /** `Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`. */
    val type: String,
    /** The id of what is sent. */
    val messageId: String,
    /** Scheme, host and port of SNS as receivers see it. */
    val origin: String,
)

internal val TOPICS: Table<Topic> = Table("topic", Topic.serializer())
internal val SUBSCRIPTIONS: Table<Subscription> = Table("subscription", Subscription.serializer())

/** Subscriptions that were ended by a link, which another link brings back. */
internal val ENDED: Table<Subscription> = Table("ended", Subscription.serializer())
internal val SEQUENCE: Table<Long> = Table("sequence", Long.serializer())
internal val ACCEPTED: Table<Accepted> = Table("accepted", Accepted.serializer())
internal val ARCHIVE: Table<Archived> = Table("archive", Archived.serializer())
internal val PENDING: Table<PendingDelivery> = Table("pending", PendingDelivery.serializer())
internal val APPLICATIONS: Table<PlatformApplication> = Table("application", PlatformApplication.serializer())
internal val ENDPOINTS: Table<PlatformEndpoint> = Table("endpoint", PlatformEndpoint.serializer())
internal val SMS_SETTINGS: Table<SmsSettings> = Table("smsSettings", SmsSettings.serializer())
internal val SANDBOX: Table<SandboxNumber> = Table("sandboxNumber", SandboxNumber.serializer())

/** Phone numbers whose owners want no SMS, and since when. */
internal val OPTED_OUT: Table<Instant> = Table("optedOut", kotlinx.serialization.serializer<Instant>())

/** Topics, subscriptions and what goes with them, of one account and region. */
internal class SnsState private constructor(
    tables: Tables,
) : TableState<SnsState>(tables) {
    constructor() : this(Tables.EMPTY)

    /** Held while a FIFO topic numbers a message and delivers it, so that messages arrive in the order of their numbers. */
    val order: Any = Any()

    /** What [subscribers] was worked out from, and what it was. */
    @Volatile
    private var byTopic: Pair<Map<String, Subscription>, Map<String, Subscribers>>? = null

    /** What [nextDue] was worked out from, and what it was. */
    @Volatile
    private var due: Pair<Map<String, PendingDelivery>, Instant>? = null

    /** The subscriptions of a topic. */
    fun subscribers(topicArn: String): Subscribers {
        val all = now[SUBSCRIPTIONS]
        val known = byTopic
        val index =
            if (known != null && known.first === all) {
                known.second
            } else {
                val made = all.values.filterNot {
                    it.isOrphan
                }.groupBy { it.topicArn }.mapValues { (_, some) -> Subscribers(some) }
                byTopic = all to made
                made
            }
        return index[topicArn] ?: Subscribers.NONE
    }

    /** When the first of what waits is to be delivered. */
    val nextDue: Instant?
        get() {
            val pending = now[PENDING]
            if (pending.isEmpty()) return null
            val known = due
            if (known != null && known.first === pending) return known.second
            return pending.values.minOf { it.due }.also { due = pending to it }
        }

    override fun things(): Sequence<Thing> =
        now[TOPICS].values.asSequence().map { Thing("topic", it.name, listOf(it.arn)) }

    override fun with(tables: Tables): SnsState = SnsState(tables)

    companion object {
        val KIND: StateKind<SnsState> = StateKind(StateKind.Scope.REGIONAL, ::create, ::read)

        @Suppress("UNUSED_PARAMETER")
        private fun create(place: Place): SnsState = SnsState()

        @Suppress("UNUSED_PARAMETER")
        private fun read(
            place: Place,
            entries: StoredEntries,
        ): SnsState = SnsState(Tables.read(entries, *tables.toTypedArray()))

        private val tables: List<Table<*>> =
            listOf(
                TOPICS,
                SUBSCRIPTIONS,
                ENDED,
                SEQUENCE,
                ACCEPTED,
                ARCHIVE,
                PENDING,
                APPLICATIONS,
                ENDPOINTS,
                SMS_SETTINGS,
                SANDBOX,
                OPTED_OUT,
                Outbox.COUNTS,
            ) + Outbox.all.map { it.table }
    }
}

/** The one value of a table that has one. */
internal const val ONLY: String = "-"

internal val Tables.smsSettings: SmsSettings get() = this[SMS_SETTINGS][ONLY] ?: SmsSettings()

internal fun TableWriter.put(topic: Topic) {
    this[TOPICS, topic.name] = topic
}

internal fun TableWriter.put(subscription: Subscription) {
    this[SUBSCRIPTIONS, subscription.arn] = subscription
}
