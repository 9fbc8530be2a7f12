package io.mockaws.wire

import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/** Smithy's `streaming` blob: a [HttpPayload] member that is handed on unread. `val body: StreamingBlob`. */
internal typealias StreamingBlob =
    @Serializable(with = StreamingBlobSerializer::class)
    HttpBody

/** Only its [descriptor] is used: the binding sees it and passes the body of the message through. */
internal object StreamingBlobSerializer : KSerializer<HttpBody> {
    override val descriptor: SerialDescriptor =
        PrimitiveSerialDescriptor("io.mockaws.wire.StreamingBlob", PrimitiveKind.STRING)

    override fun serialize(
        encoder: Encoder,
        value: HttpBody,
    ): Nothing = error("A streaming blob is a payload and never part of a document")

    override fun deserialize(decoder: Decoder): Nothing =
        error("A streaming blob is a payload and never part of a document")
}

/** Whether a structure has a streaming member, which is always one of its own. */
internal val SerialDescriptor.streams: Boolean
    get() = (0 until elementsCount).any { getElementDescriptor(it) === StreamingBlobSerializer.descriptor }
