package io.mockaws.wire.codec

import com.fasterxml.jackson.core.JsonGenerator
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import java.io.ByteArrayOutputStream
import java.io.IOException

/** Bytes of JSON or CBOR to a shape and back. */
internal class TokenCodec(
    private val format: TokenFormat,
    names: MemberNames,
    jsonNames: Boolean = false,
) : DocumentCodec {
    override val contentType: String get() = format.contentType

    private val plans = ShapePlans.of(names, jsonNames)

    /**
     * Nothing at all is an empty structure: what the clients of operations without input may send.
     *
     * @throws MalformedRequest for [bytes] that do not hold one value of the shape and nothing else
     */
    override fun <T> decode(
        deserializer: DeserializationStrategy<T>,
        bytes: ByteArray,
        unknown: UnknownMembers,
    ): T =
        try {
            format.factory.createParser(bytes.ifEmpty { format.empty }).use { parser ->
                if (parser.nextToken() == null) throw MalformedRequest("Unexpected end of input")
                val value = TokenDecoder(parser, format, plans, unknown).decodeSerializableValue(deserializer)
                if (parser.nextToken() != null) throw MalformedRequest("Content after the end of the document")
                value
            }
        } catch (broken: IOException) {
            // Jackson's own exceptions are among them; nothing is read from outside.
            throw MalformedRequest(wordsOf(broken), broken)
        } catch (number: NumberFormatException) {
            throw MalformedRequest("Number out of range", number)
        } catch (incomplete: SerializationException) {
            throw MalformedRequest(incomplete.message ?: "A required member is missing", incomplete)
        }

    override fun <T> encode(
        serializer: SerializationStrategy<T>,
        value: T,
        traits: List<Annotation>,
    ): ByteArray = write { TokenEncoder(it, format, plans).encodeSerializableValue(serializer, value) }

    /** An object of the members of [detail], if any, behind those of [first] that are not null. */
    fun <T : Any> encode(
        first: Map<String, String?>,
        detail: ErrorShape.Detail<T>?,
    ): ByteArray = encode(first, detail?.serializer, detail?.value)

    /** The same with the members of [value]. */
    fun <T : Any> encode(
        first: Map<String, String?>,
        serializer: SerializationStrategy<T>?,
        value: T?,
    ): ByteArray =
        write { generator ->
            generator.writeStartObject()
            for ((name, text) in first) if (text != null) generator.writeStringField(name, text)
            if (serializer != null && value != null) {
                val encoder = TokenEncoder(generator, format, plans, rootIsOpen = true)
                encoder.encodeSerializableValue(serializer, value)
            }
            generator.writeEndObject()
        }

    private inline fun write(block: (JsonGenerator) -> Unit): ByteArray {
        val out = ByteArrayOutputStream(INITIAL)
        format.factory.createGenerator(out).use(block)
        return out.toByteArray()
    }

    private fun wordsOf(broken: IOException): String =
        (broken as? com.fasterxml.jackson.core.JsonProcessingException)?.originalMessage ?: broken.message
            ?: "Unreadable input"

    private fun ByteArray.ifEmpty(other: () -> ByteArray): ByteArray = if (isEmpty()) other() else this

    private companion object {
        const val INITIAL = 512
    }
}

/** Whether an operation has no input or output at all, which is not the same as an empty one. */
internal val KSerializer<*>.isUnit: Boolean get() = descriptor.isUnit

internal val SerialDescriptor.isUnit: Boolean get() = serialName == "kotlin.Unit"
