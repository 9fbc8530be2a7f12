package io.mockaws.wire

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ByteArraySerializer
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * Immutable bytes with content equality and unsigned lexicographic order: Smithy's `blob`. Base64 in JSON, XML
 * and Query, a byte string in CBOR, raw as a payload.
 */
@Serializable(with = BlobSerializer::class)
public class Blob(
    /** The content itself, not a copy; must not be changed. */
    @get:JvmName("bytes")
    public val bytes: ByteArray,
) : Comparable<Blob> {
    /** Length in bytes. */
    @get:JvmName("size")
    public val size: Int get() = bytes.size

    override fun equals(other: Any?): Boolean = other is Blob && bytes.contentEquals(other.bytes)

    override fun hashCode(): Int = bytes.contentHashCode()

    override fun compareTo(other: Blob): Int = java.util.Arrays.compareUnsigned(bytes, other.bytes)

    override fun toString(): String = "Blob($size bytes)"
}

internal object BlobSerializer : KSerializer<Blob> {
    override val descriptor: SerialDescriptor = PrimitiveSerialDescriptor("io.mockaws.wire.Blob", PrimitiveKind.STRING)

    private val plain = ByteArraySerializer()

    override fun serialize(
        encoder: Encoder,
        value: Blob,
    ) = if (encoder is WireEncoder) encoder.encodeBlob(value) else encoder.encodeSerializableValue(plain, value.bytes)

    override fun deserialize(decoder: Decoder): Blob =
        if (decoder is WireDecoder) decoder.decodeBlob() else Blob(decoder.decodeSerializableValue(plain))
}
