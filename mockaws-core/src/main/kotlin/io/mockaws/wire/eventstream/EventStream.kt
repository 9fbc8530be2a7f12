@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.eventstream

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.codec.ShapePlans
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.at
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationStrategy
import software.amazon.eventstream.HeaderValue
import software.amazon.eventstream.Message

/**
 * The events of one protocol as frames, https://smithy.io/2.0/aws/amazon-eventstream.html: a union of event
 * structures, whose members are headers of the frame, its payload, or a document that is the payload.
 */
internal class EventStream(
    private val codec: TokenCodec,
    private val contentType: String,
    names: MemberNames,
) {
    private val plans = ShapePlans.of(names)

    /** One event: [union] is the union's serializer, [value] has one member set. */
    fun <T : Any> encode(
        union: SerializationStrategy<T>,
        value: T,
    ): Message {
        val chosen = ChosenMember().also { union.serialize(it, value) }
        val event = chosen.serializer!!.at(union.descriptor.getElementDescriptor(chosen.index))
        val parts = EventParts(codec, contentType)
        parts.headers[MESSAGE_TYPE] = text("event")
        parts.headers[EVENT_TYPE] = text(plans.of(union.descriptor).names[chosen.index])
        parts.write(event, chosen.value, plans.of(event.descriptor))
        return Message(parts.headers, parts.payload)
    }

    /** What comes first in the RPC protocols: the output's members that are no stream. */
    fun <T : Any> initialResponse(
        serializer: SerializationStrategy<T>,
        value: T,
    ): Message {
        val headers = linkedMapOf(
            MESSAGE_TYPE to text("event"),
            EVENT_TYPE to text("initial-response"),
            CONTENT_TYPE to text(contentType)
        )
        return Message(headers, codec.encode(serializer, value))
    }

    /** An error that the stream's union names: it ends the stream. */
    fun exception(error: ErrorShape): Message {
        val headers =
            linkedMapOf(
                MESSAGE_TYPE to text("exception"),
                EXCEPTION_TYPE to text(error.code),
                CONTENT_TYPE to text(contentType)
            )
        return Message(headers, codec.encode(mapOf("message" to error.message), error.detail))
    }

    /** An error that it does not name. */
    fun error(error: ErrorShape): Message {
        val headers =
            linkedMapOf(
                MESSAGE_TYPE to text("error"),
                ":error-code" to text(error.code),
                ":error-message" to text(error.message.orEmpty()),
            )
        return Message(headers, ByteArray(0))
    }

    /**
     * Reads an event that a client sent.
     *
     * @throws MalformedRequest for a frame that is no event of [union]
     */
    fun <T : Any> decode(
        union: KSerializer<T>,
        message: Message,
        unknown: UnknownMembers,
    ): T {
        val header = message.headers[EVENT_TYPE] ?: throw MalformedRequest("A frame has no :event-type")
        val type = refusing { header.string }
        val index = plans.of(union.descriptor).index(type)
        if (index < 0) throw MalformedRequest("The stream has no event $type")
        return refusing {
            union.deserialize(ChosenDecoder(index) { event -> EventSource(codec, plans, message, unknown).read(event) })
        }
    }

    companion object {
        /** The `Content-Type` of a body of frames. */
        const val MEDIA_TYPE = "application/vnd.amazon.eventstream"
        const val MESSAGE_TYPE = ":message-type"
        const val EVENT_TYPE = ":event-type"
        const val EXCEPTION_TYPE = ":exception-type"
        const val CONTENT_TYPE = ":content-type"
    }
}

internal fun text(value: String): HeaderValue = HeaderValue.fromString(value)
