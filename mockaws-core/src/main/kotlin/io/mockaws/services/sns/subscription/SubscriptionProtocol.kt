package io.mockaws.services.sns.subscription

import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import kotlinx.serialization.Serializable

/**
 * How messages are delivered.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
@Serializable
internal enum class SubscriptionProtocol(
    /** As AWS calls it. */
    val value: String,
) {
    HTTP("http"),
    HTTPS("https"),
    EMAIL("email"),
    EMAIL_JSON("email-json"),
    SMS("sms"),
    SQS("sqs"),
    APPLICATION("application"),
    LAMBDA("lambda"),
    FIREHOSE("firehose"),
    ;

    val isWeb: Boolean get() = this == HTTP || this == HTTPS

    val isMail: Boolean get() = this == EMAIL || this == EMAIL_JSON

    /** Whether the receiver has to say that it wants to be one, whoever subscribes it. */
    val isConfirmed: Boolean get() = isWeb || isMail

    /** Refuses what can be no endpoint by this protocol. */
    fun check(endpoint: String) {
        when (this) {
            HTTP, HTTPS ->
                if (!endpoint.startsWith("$value://", ignoreCase = true)) {
                    throw SnsFaults.invalid("Endpoint must match the specified protocol")
                }

            EMAIL, EMAIL_JSON -> if (!mail.matches(endpoint)) throw SnsFaults.invalid("Email address")

            SMS -> if (!PhoneNumbers.isEndpoint(endpoint)) throw SnsFaults.sentence("Invalid SMS endpoint: $endpoint")

            SQS -> checkArn(endpoint, "sqs", "SQS endpoint ARN")

            LAMBDA -> checkArn(endpoint, "lambda", "Lambda endpoint ARN")

            FIREHOSE -> checkArn(endpoint, "firehose", "Firehose endpoint ARN")

            APPLICATION -> checkArn(endpoint, "sns", "ApplicationEndpoint ARN")
        }
    }

    private fun checkArn(
        endpoint: String,
        service: String,
        what: String,
    ) {
        if (Arn.parse(endpoint)?.service != service) throw SnsFaults.invalid(what)
    }

    companion object {
        private val mail = Regex("[^@\\s]+@[^@\\s]+")

        fun of(value: String): SubscriptionProtocol =
            entries.firstOrNull { it.value == value }
                ?: throw SnsFaults.invalid("Amazon SNS does not support this protocol string: $value")
    }
}

/** Phone numbers in E.164: `+` and digits. */
internal object PhoneNumbers {
    private val number = Regex("\\+?[1-9]\\d{1,14}")
    private val spaced = Regex("\\+?\\d([-./]?\\d)*")

    fun isNumber(text: String): Boolean = number.matches(text)

    /** Subscriptions take single separators between digits, too. */
    fun isEndpoint(text: String): Boolean = spaced.matches(text) && isNumber(plain(text))

    /** [text] without separators. */
    fun plain(text: String): String = text.filterNot { it in "-./" }
}
