package io.mockaws.services.ses.sending

import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.EmailEvent
import io.mockaws.services.ses.state.EventDestination
import io.mockaws.services.ses.state.Published
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.arnOf
import io.mockaws.services.ses.state.configurationSetArn
import io.mockaws.services.ses.state.senderOf

/** Tells of what becomes of a mail: the event destinations of its configuration set, and the topics of its identity. */
internal class Events(
    private val call: SesCall,
    private val email: Email,
) {
    private val json = EventJson(call, email)
    private val set = email.configurationSet?.let { call.state.now[SesTables.configurationSets][it] }
    private val identity = call.senderOf(MailAddress(email.from))

    fun publishAll() = MailEvents(call, email).all().forEach(::publish)

    private fun publish(event: MailEvent) {
        val text = json.event(event)
        val destinations = set?.destinations.orEmpty().filter { it.isEnabled && event.apiType in it.types }
        val published = destinations.map { publish(event, text, it) } + listOfNotNull(notify(event))
        val number = call.ids.nextNumber()
        val kept = EmailEvent(number, call.now(), event.type, email.messageId, set?.name, text, published)
        call.state.write { this[SesTables.events, "$number"] = kept }
    }

    private fun publish(
        event: MailEvent,
        text: String,
        destination: EventDestination,
    ): Published {
        val source = call.configurationSetArn(set!!.name)
        val plain = Parcel(text, PRINCIPAL, source)
        return when {
            destination.topicArn != null ->
                deliver(destination.name, plain.copy(subject = SUBJECT), destination.topicArn)

            destination.busArn != null -> {
                val parts = EventParts("aws.ses", event.detailType, listOf(source), call.now())
                deliver(destination.name, plain.copy(event = parts), destination.busArn)
            }

            destination.firehoseArn != null ->
                deliver(destination.name, plain.copy(text = "$text\n"), destination.firehoseArn)

            destination.dimensions != null -> Published(destination.name, "cloudwatch")

            else -> Published(destination.name, destination.applicationArn.orEmpty())
        }
    }

    /** To the topic of the identity that sent it, or of its domain. */
    private fun notify(event: MailEvent): Published? {
        val sender = identity ?: return null
        val domain = call.state.now[SesTables.identities][MailAddress(email.from).domain]
        val owner = listOfNotNull(sender, domain).firstOrNull { event.type in it.topics } ?: return null
        val text = json.notification(event, withHeaders = event.type in owner.withHeaders)
        val parcel = Parcel(text, PRINCIPAL, call.arnOf(owner.name), subject = SUBJECT)
        return deliver(owner.name, parcel, owner.topics.getValue(event.type))
    }

    private fun deliver(
        name: String,
        parcel: Parcel,
        target: String,
    ): Published {
        val arn = Arn.parse(target) ?: return Published(name, target, "It is no ARN")
        return Published(name, target, call.deliver(parcel, arn)?.message)
    }

    companion object {
        const val PRINCIPAL: String = "ses.amazonaws.com"
        private const val SUBJECT = "Amazon SES Email Event Notification"
    }
}
