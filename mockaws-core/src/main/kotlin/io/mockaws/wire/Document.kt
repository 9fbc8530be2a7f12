package io.mockaws.wire

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * Smithy's `document`: any JSON-like value. [value] is null, a [Boolean], [String], [Int], [Long], [Double],
 * [java.math.BigInteger], [java.math.BigDecimal], or a [List] or [Map] by strings of the same.
 */
@Serializable(with = DocumentSerializer::class)
internal data class Document(
    val value: Any?,
)

/** Only the codecs of `wire/codec` can write one, and of those the ones whose protocol has documents. */
internal object DocumentSerializer : KSerializer<Document> {
    override val descriptor: SerialDescriptor =
        PrimitiveSerialDescriptor("io.mockaws.wire.Document", PrimitiveKind.STRING)

    override fun serialize(
        encoder: Encoder,
        value: Document,
    ) = (encoder as WireEncoder).encodeDocument(value.value)

    override fun deserialize(decoder: Decoder): Document = Document((decoder as WireDecoder).decodeDocument())
}
