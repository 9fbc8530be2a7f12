package io.mockaws.services.ses.shape

import io.mockaws.services.ses.mime.MailText
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

/** Who gets a mail. */
@Serializable
internal data class Destination(
    val toAddresses: List<String> = emptyList(),
    val ccAddresses: List<String> = emptyList(),
    val bccAddresses: List<String> = emptyList(),
)

@Serializable
internal data class Content(
    val data: String,
    val charset: String? = null,
)

@Serializable
internal data class Body(
    val text: Content? = null,
    val html: Content? = null,
)

@Serializable
internal data class RawMessage(
    val data: Blob,
)

@Serializable
internal data class MessageTag(
    val name: String,
    val value: String,
)

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

internal fun Map<String, String>.toTags(): List<Tag> = map { (key, value) -> Tag(key, value) }

internal fun Content.asText(): MailText = MailText(data, charset)
