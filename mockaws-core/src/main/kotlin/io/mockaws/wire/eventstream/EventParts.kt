@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.eventstream

import io.mockaws.wire.Blob
import io.mockaws.wire.EventHeader
import io.mockaws.wire.EventPayload
import io.mockaws.wire.WireEncoder
import io.mockaws.wire.codec.InstantSerializer
import io.mockaws.wire.codec.ShapePlan
import io.mockaws.wire.codec.TokenCodec
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.AbstractEncoder
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import software.amazon.eventstream.HeaderValue
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** The headers and the payload of one event while it is written. */
internal class EventParts(
    private val codec: TokenCodec,
    private val contentType: String,
) {
    val headers = LinkedHashMap<String, HeaderValue>()
    var payload: ByteArray = ByteArray(0)

    fun write(
        serializer: SerializationStrategy<Any?>,
        value: Any?,
        plan: ShapePlan,
    ) {
        if (!plan.hasBody()) return serializer.serialize(Splitter(null, plan), value)
        headers[EventStream.CONTENT_TYPE] = text(contentType)
        payload = codec.encode(BodyOf(serializer, plan), value)
    }

    /** The event through an encoder of the payload, which sees only the members that are neither header nor payload. */
    private inner class BodyOf(
        private val event: SerializationStrategy<Any?>,
        private val plan: ShapePlan,
    ) : SerializationStrategy<Any?> {
        override val descriptor: SerialDescriptor get() = event.descriptor

        override fun serialize(
            encoder: Encoder,
            value: Any?,
        ) = event.serialize(Splitter(encoder, plan), value)
    }

    private inner class Splitter(
        private val document: Encoder?,
        private val plan: ShapePlan,
    ) : AbstractEncoder() {
        override val serializersModule: SerializersModule get() = EmptySerializersModule()
        private var body: CompositeEncoder? = null
        private lateinit var target: Encoder

        override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder {
            body = document?.beginStructure(descriptor)
            return this
        }

        override fun endStructure(descriptor: SerialDescriptor) {
            body?.endStructure(descriptor)
        }

        override fun encodeElement(
            descriptor: SerialDescriptor,
            index: Int,
        ): Boolean {
            target =
                when {
                    plan.descriptor.has<EventHeader>(index) -> HeaderEncoder(plan.names[index])
                    plan.descriptor.has<EventPayload>(index) -> PayloadEncoder()
                    else -> body!!.encodeInlineElement(descriptor, index)
                }
            return true
        }

        override fun <T : Any> encodeNullableSerializableElement(
            descriptor: SerialDescriptor,
            index: Int,
            serializer: SerializationStrategy<T>,
            value: T?,
        ) {
            if (value != null) encodeSerializableElement(descriptor, index, serializer, value)
        }

        override fun <T> encodeSerializableValue(
            serializer: SerializationStrategy<T>,
            value: T,
        ) = target.encodeSerializableValue(serializer, value)

        override fun encodeEnum(
            enumDescriptor: SerialDescriptor,
            index: Int,
        ) = target.encodeEnum(enumDescriptor, index)

        override fun encodeValue(value: Any) =
            when (value) {
                is String -> target.encodeString(value)
                is Boolean -> target.encodeBoolean(value)
                is Byte -> target.encodeByte(value)
                is Short -> target.encodeShort(value)
                is Int -> target.encodeInt(value)
                is Long -> target.encodeLong(value)
                is Float -> target.encodeFloat(value)
                is Double -> target.encodeDouble(value)
                else -> target.encodeChar(value as Char)
            }
    }

    private inner class HeaderEncoder(
        private val name: String,
    ) : AbstractEncoder(),
        WireEncoder {
        override val serializersModule: SerializersModule get() = EmptySerializersModule()

        override fun <T> encodeSerializableValue(
            serializer: SerializationStrategy<T>,
            value: T,
        ) = if (serializer === InstantSerializer) encodeInstant(value as Instant) else serializer.serialize(this, value)

        override fun encodeEnum(
            enumDescriptor: SerialDescriptor,
            index: Int,
        ) = encodeString(enumDescriptor.getElementName(index))

        override fun encodeBlob(value: Blob) = set(HeaderValue.fromByteArray(value.bytes))

        override fun encodeInstant(value: Instant) = set(HeaderValue.fromTimestamp(value.toJavaInstant()))

        override fun encodeValue(value: Any) =
            set(
                when (value) {
                    is Boolean -> HeaderValue.fromBoolean(value)
                    is Byte -> HeaderValue.fromByte(value)
                    is Short -> HeaderValue.fromShort(value)
                    is Int -> HeaderValue.fromInteger(value)
                    is Long -> HeaderValue.fromLong(value)
                    is String -> HeaderValue.fromString(value)
                    else -> error("An event header cannot hold a ${value::class.simpleName}")
                },
            )

        private fun set(value: HeaderValue) {
            headers[name] = value
        }
    }

    /** Blobs and strings are the payload as they are, structures as documents. */
    private inner class PayloadEncoder :
        AbstractEncoder(),
        WireEncoder {
        override val serializersModule: SerializersModule get() = EmptySerializersModule()

        override fun <T> encodeSerializableValue(
            serializer: SerializationStrategy<T>,
            value: T,
        ) = when (value) {
            is Blob, is String -> serializer.serialize(this, value)
            else -> set(contentType, codec.encode(serializer, value))
        }

        override fun encodeBlob(value: Blob) = set("application/octet-stream", value.bytes)

        override fun encodeInstant(value: Instant): Unit = error("A timestamp is no payload")

        override fun encodeString(value: String) = set("text/plain", value.encodeToByteArray())

        private fun set(
            type: String,
            bytes: ByteArray,
        ) {
            headers[EventStream.CONTENT_TYPE] = text(type)
            payload = bytes
        }
    }
}

/** Whether an event's payload is a document of its members. */
internal fun ShapePlan.hasBody(): Boolean {
    val indices = 0 until descriptor.elementsCount
    return indices.none { descriptor.has<EventPayload>(it) } && indices.any { !descriptor.has<EventHeader>(it) }
}

internal inline fun <reified A : Annotation> SerialDescriptor.has(index: Int): Boolean =
    getElementAnnotations(index).any { it is A }
