package io.mockaws.services.sns.delivery

import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.sms.SentSms
import io.mockaws.services.sns.state.OPTED_OUT
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SANDBOX
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.smsSettings
import io.mockaws.services.sns.subscription.PhoneNumbers

/**
 * Sends an SMS. Whoever publishes is not told of what does not arrive.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html
 */
internal fun SnsCall.sendSms(
    phoneNumber: String,
    text: String,
    message: Message,
) {
    val number = PhoneNumbers.plain(phoneNumber)
    state.write {
        val settings = smsSettings
        val problem =
            when {
                number in this[OPTED_OUT] -> "Phone number is opted out"

                settings.isInSandbox && this[SANDBOX][number]?.isVerified != true ->
                    "Phone number is not verified, and the account is in the SMS sandbox"

                else -> null
            }
        val sent =
            SentSms(
                number,
                text,
                message.attributes.text("SMSType") ?: settings.type,
                message.attributes.text("SenderID") ?: settings.senderId,
                message.id,
                message.publishedAt,
                problem,
            )
        Outbox.SMS.add(this, sent)
    }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
private fun Map<String, MessageAttributeValue>.text(name: String): String? = this["AWS.SNS.SMS.$name"]?.stringValue
