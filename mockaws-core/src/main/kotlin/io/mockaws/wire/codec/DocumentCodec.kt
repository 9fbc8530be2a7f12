package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.SerializationException
import kotlinx.serialization.SerializationStrategy

/** Bytes <-> shape for the part of a REST message that is a document; the HTTP binding has the rest. */
internal interface DocumentCodec {
    /** The media type of what [encode] writes. */
    val contentType: String

    /** @throws MalformedRequest for [bytes] without the shape */
    fun <T> decode(
        deserializer: DeserializationStrategy<T>,
        bytes: ByteArray,
        unknown: UnknownMembers,
    ): T

    /** [traits] are those of the member whose value is the payload; none for a whole output. */
    fun <T> encode(
        serializer: SerializationStrategy<T>,
        value: T,
        traits: List<Annotation> = emptyList(),
    ): ByteArray
}

/** A shape that lacks a member it must have is the sender's fault. */
internal inline fun <T> refusing(decode: () -> T): T =
    try {
        decode()
    } catch (e: SerializationException) {
        throw MalformedRequest(e.message ?: "A required member is missing", e)
    }
