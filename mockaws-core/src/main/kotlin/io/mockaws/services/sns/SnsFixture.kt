package io.mockaws.services.sns

import io.mockaws.engine.AwsFault
import io.mockaws.services.sns.op.CreateTopicInput
import io.mockaws.services.sns.op.createTopic
import io.mockaws.services.sns.state.ONLY
import io.mockaws.services.sns.state.OPTED_OUT
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SMS_SETTINGS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.state.smsSettings
import io.mockaws.services.sns.subscription.PhoneNumbers
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import java.util.function.Consumer

/**
 * Amazon SNS as a test sees it: `aws.sns.topic("orders")`. Works in the account and region of the mock, touches memory
 * only, and leaves no calls in the journal. What goes to people and to web servers can be looked at in outboxes, which
 * keep the last 10,000 of each sort.
 */
public class SnsFixture internal constructor(
    private val context: () -> SnsCall,
    private val journal: () -> Calls,
) {
    /**
     * The topic [name], made with AWS's defaults if there is none. A name that ends in `.fifo` makes a FIFO topic. A
     * statement that makes it and looks into it at once fails: it has misspelt the name.
     *
     * @param name 1 to 256 letters, digits, hyphens and underscores
     * @throws IllegalArgumentException for another name
     */
    public fun topic(name: String): TopicFixture = make(name, TopicOptions())

    /**
     * The topic [name], made as [configure] says if there is none.
     *
     * @throws IllegalArgumentException when there is one with other settings, or when AWS would refuse these
     */
    @JvmSynthetic
    public fun topic(
        name: String,
        configure: TopicOptions.() -> Unit,
    ): TopicFixture = make(name, TopicOptions().apply(configure))

    /** The same for Java: `aws.sns().topic("orders.fifo", o -> o.contentBasedDeduplication(true))`. */
    public fun topic(
        name: String,
        configure: Consumer<TopicOptions>,
    ): TopicFixture = make(name, TopicOptions().also(configure::accept))

    /** Every topic of the mock's account and region, by name. */
    public fun topics(): List<TopicFixture> =
        context().state.now[TOPICS].keys.sorted().map { TopicFixture(it, context, journal) }

    /** The SMS that were sent, and those that would have been, the oldest first. */
    @get:JvmName("sms")
    public val sms: List<SmsMessage> get() = sent(Outbox.SMS).map { SmsMessage.of(it) }

    /** The mails that were sent, the oldest first. */
    @get:JvmName("emails")
    public val emails: List<EmailMessage> get() = sent(Outbox.MAIL).map { EmailMessage.of(it) }

    /** The notifications that were sent to mobile devices, the oldest first. */
    @get:JvmName("pushes")
    public val pushes: List<PushMessage> get() = sent(Outbox.PUSH).map { PushMessage.of(it) }

    /** The calls of HTTP and HTTPS endpoints, the oldest first. */
    @get:JvmName("posts")
    public val posts: List<PostedMessage> get() = sent(Outbox.POSTS).map { PostedMessage.of(it) }

    /** Whether the account may send SMS to verified numbers alone, as new ones at AWS; false unless set. */
    @get:JvmName("isInSmsSandbox")
    @set:JvmName("isInSmsSandbox")
    public var isInSmsSandbox: Boolean
        get() = context().state.now.smsSettings.isInSandbox
        set(value) {
            context().state.write { this[SMS_SETTINGS, ONLY] = smsSettings.copy(isInSandbox = value) }
        }

    /** The owner of [phoneNumber] wants no SMS any more, as after an answer `STOP`. */
    public fun optOut(phoneNumber: String) {
        val call = context()
        call.state.write { this[OPTED_OUT, PhoneNumbers.plain(phoneNumber)] = call.now() }
    }

    private fun <V : Any> sent(outbox: Outbox<V>): List<V> = outbox.all(context().state.now)

    private fun make(
        name: String,
        options: TopicOptions,
    ): TopicFixture {
        val call = context()
        val others = call.state.now[TOPICS].keys
        try {
            createTopic(CreateTopicInput(name, options.attributesFor(name), options.tagList()), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        val made = MadeHere(javaClass, "topic", name, others) { call.state.write { remove(TOPICS, name) } }
        return TopicFixture(name, context, journal, made.takeIf { name !in others })
    }

    override fun toString(): String = "SnsFixture(${context().state.now[TOPICS].keys.sorted()})"
}
