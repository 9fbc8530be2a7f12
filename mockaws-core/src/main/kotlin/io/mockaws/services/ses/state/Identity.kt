package io.mockaws.services.ses.state

import io.mockaws.kit.Arn
import io.mockaws.services.ses.mime.MailAddress
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** An e-mail address or a domain that mail may be sent from. */
@Serializable
internal data class Identity(
    /** A domain in small letters. */
    val name: String,
    val createdAt: Instant,
    /** Where it stands. */
    val isVerified: Boolean,
    /** Of a domain: what its DNS record has to say. */
    val verificationToken: String? = null,
    /** The names of the DNS records that DKIM needs; none before they were asked for. */
    val dkimTokens: List<String> = emptyList(),
    val isDkimEnabled: Boolean = false,
    val dkimOrigin: String = "AWS_SES",
    val dkimKeyLength: String = "RSA_2048_BIT",
    val mailFromDomain: String? = null,
    /** `USE_DEFAULT_VALUE` or `REJECT_MESSAGE`. */
    val onMxFailure: String = "USE_DEFAULT_VALUE",
    /** ARNs of topics by `Bounce`, `Complaint` and `Delivery`. */
    val topics: Map<String, String> = emptyMap(),
    /** The notifications that tell the headers of the mail, too. */
    val withHeaders: Set<String> = emptySet(),
    val forwardsFeedback: Boolean = true,
    val policies: Map<String, String> = emptyMap(),
    val configurationSet: String? = null,
    val tags: Map<String, String> = emptyMap(),
) {
    val isDomain: Boolean get() = '@' !in name
}

internal fun SesCall.arnOf(identity: String): String = Arn.of("ses", place, "identity/$identity").toString()

/** The name under which [text] is kept: addresses as they are, domains in small letters. */
internal fun identityName(text: String): String =
    MailAddress(text).address.let { if ('@' in it) it else it.lowercase() }

/**
 * The verified identity that lets [address] send: the address itself, its domain, or one of the domains above.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
internal fun SesCall.senderOf(address: MailAddress): Identity? {
    val all = state.now.identities
    val domains = generateSequence(address.domain) { it.substringAfter('.', "").ifEmpty { null } }
    val local = address.localPart.substringBefore('+')
    val addresses =
        sequenceOf(address.address, "${address.localPart}@${address.domain}", "$local@${address.domain}")
    val names = addresses + domains
    return names.mapNotNull(all::get).firstOrNull { it.isVerified }
}
