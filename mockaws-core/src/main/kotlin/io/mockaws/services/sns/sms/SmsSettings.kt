package io.mockaws.services.sns.sms

import io.mockaws.services.sns.common.SnsFaults
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** How an account sends SMS. */
@Serializable
internal data class SmsSettings(
    /** What was set, by AWS's names. */
    val attributes: Map<String, String> = mapOf(SPEND_LIMIT to "1"),
    /** Whether it may send to verified numbers alone. */
    val isInSandbox: Boolean = false,
) {
    /** `Promotional` or `Transactional`. */
    val type: String get() = attributes[TYPE] ?: "Promotional"
    val senderId: String? get() = attributes[SENDER]

    /** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
    fun with(wanted: Map<String, String>): SmsSettings {
        for ((name, value) in wanted) {
            val isSender = name == SENDER && !sender.matches(value)
            if (name !in known || isSender) throw SnsFaults.sentence("$name is not a valid attribute")
            if (name == TYPE && value !in types) throw SnsFaults.sentence("$name is invalid")
        }
        return copy(attributes = attributes + wanted)
    }

    companion object {
        private const val SPEND_LIMIT = "MonthlySpendLimit"
        private const val TYPE = "DefaultSMSType"
        private const val SENDER = "DefaultSenderID"
        private val types = setOf("Promotional", "Transactional")

        /** Up to 11 letters and digits, a letter among them. */
        private val sender = Regex("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}")
        private val known =
            setOf(
                SPEND_LIMIT,
                TYPE,
                SENDER,
                "DeliveryStatusIAMRole",
                "DeliveryStatusSuccessSamplingRate",
                "UsageReportS3Bucket",
            )
    }
}

/** A number that an account in the sandbox may send to, once it is verified. */
@Serializable
internal data class SandboxNumber(
    val number: String,
    val isVerified: Boolean,
    val code: String,
    val sentAt: Instant,
)

/** An SMS that was sent, or would have been. */
@Serializable
internal data class SentSms(
    val phoneNumber: String,
    val text: String,
    /** `Promotional` or `Transactional`. */
    val type: String,
    val senderId: String?,
    val messageId: String,
    val at: Instant,
    /** Why it does not arrive; null where it does. */
    val problem: String? = null,
)
