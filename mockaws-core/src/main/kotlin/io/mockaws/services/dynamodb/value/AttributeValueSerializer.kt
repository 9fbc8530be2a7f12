package io.mockaws.services.dynamodb.value

import io.mockaws.wire.Blob
import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DecimalText
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.buildClassSerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/** A structure with one of ten members set, whatever the codec. */
@OptIn(ExperimentalSerializationApi::class)
internal object AttributeValueSerializer : KSerializer<AttributeValue> {
    private val strings = ListSerializer(String.serializer())
    private val blobs = ListSerializer(BlobSerializer)

    // A list or map of values describes itself by this very object, so these come into being after it.
    private val list by lazy { ListSerializer(AttributeValueSerializer) }
    private val map by lazy { MapSerializer(String.serializer(), AttributeValueSerializer) }

    override val descriptor: SerialDescriptor =
        buildClassSerialDescriptor("io.mockaws.services.dynamodb.AttributeValue") {
            element("S", String.serializer().nullable.descriptor, isOptional = true)
            element("N", String.serializer().nullable.descriptor, listOf(DecimalText()), isOptional = true)
            element("B", BlobSerializer.nullable.descriptor, isOptional = true)
            element("SS", strings.nullable.descriptor, isOptional = true)
            element("NS", strings.nullable.descriptor, listOf(DecimalText()), isOptional = true)
            element("BS", blobs.nullable.descriptor, isOptional = true)
            element("M", Deferred { map.descriptor }, isOptional = true)
            element("L", Deferred { list.descriptor }, isOptional = true)
            element("NULL", Boolean.serializer().nullable.descriptor, isOptional = true)
            element("BOOL", Boolean.serializer().nullable.descriptor, isOptional = true)
        }

    override fun serialize(
        encoder: Encoder,
        value: AttributeValue,
    ) {
        val out = encoder.beginStructure(descriptor)
        when (value) {
            is AttributeValue.S -> out.encodeStringElement(descriptor, S, value.value)

            is AttributeValue.N -> out.encodeStringElement(descriptor, N, value.value.text)

            is AttributeValue.B -> out.encodeSerializableElement(descriptor, B, BlobSerializer, value.value)

            is AttributeValue.SS -> out.encodeSerializableElement(descriptor, SS, strings, value.values.toList())

            is AttributeValue.NS -> out.encodeSerializableElement(descriptor, NS, strings, value.values.map { it.text })

            is AttributeValue.BS -> out.encodeSerializableElement(descriptor, BS, blobs, value.values.toList())

            is AttributeValue.M -> out.encodeSerializableElement(descriptor, M, map, value.values)

            is AttributeValue.L -> out.encodeSerializableElement(descriptor, L, list, value.values)

            AttributeValue.Null -> out.encodeBooleanElement(descriptor, NULL, true)

            is AttributeValue.Bool -> out.encodeBooleanElement(descriptor, BOOL, value.value)

            // The journal shows a refused request as far as it could be read.
            is AttributeValue.Invalid -> Unit
        }
        out.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): AttributeValue {
        val input = decoder.beginStructure(descriptor)
        var value: AttributeValue? = null
        var several = false
        while (true) {
            val index = input.decodeElementIndex(descriptor)
            if (index == CompositeDecoder.DECODE_DONE) break
            val member = member(input, index) ?: continue
            val first = value
            several = several || first != null
            if (first !is AttributeValue.Invalid) value = member
        }
        input.endStructure(descriptor)
        if (value == null) return AttributeValue.Invalid(EMPTY)
        return if (several && value !is AttributeValue.Invalid) AttributeValue.Invalid(SEVERAL) else value
    }

    private fun member(
        input: CompositeDecoder,
        index: Int,
    ): AttributeValue? =
        when (index) {
            S -> input.read(index, String.serializer())?.let { AttributeValue.S(it) }
            N -> input.read(index, String.serializer())?.let { numberOf(it) }
            B -> input.read(index, BlobSerializer)?.let { AttributeValue.B(it) }
            SS -> input.read(index, strings)?.let { stringSetOf(it) }
            NS -> input.read(index, strings)?.let { numberSetOf(it) }
            BS -> input.read(index, blobs)?.let { binarySetOf(it) }
            M -> input.read(index, map)?.let { mapOf(it) }
            L -> input.read(index, list)?.let { listOf(it) }
            NULL -> input.read(index, Boolean.serializer())?.let { if (it) AttributeValue.Null else FALSE_NULL }
            BOOL -> input.read(index, Boolean.serializer())?.let { AttributeValue.Bool(it) }
            else -> null
        }

    private fun <T : Any> CompositeDecoder.read(
        index: Int,
        strategy: DeserializationStrategy<T>,
    ): T? = decodeNullableSerializableElement(descriptor, index, strategy)

    private fun numberOf(text: String): AttributeValue =
        try {
            AttributeValue.N(DecimalNumber.parse(text))
        } catch (invalid: InvalidNumber) {
            AttributeValue.Invalid(invalid.message, invalid.older)
        }

    private fun stringSetOf(values: List<String>): AttributeValue {
        if (values.isEmpty()) return AttributeValue.Invalid("$INVALID An string set  may not be empty")
        val set = LinkedHashSet(values)
        if (set.size == values.size) return AttributeValue.SS(set)
        val shown = upToRepeat(values, ::compareUtf8).joinToString(", ", "[", "]") { "\"$it\"" }
        return AttributeValue.Invalid(
            "$INVALID Input collection $shown contains duplicates.",
            "$INVALID Input collection $values contains duplicates.",
        )
    }

    private fun numberSetOf(values: List<String>): AttributeValue {
        if (values.isEmpty()) return AttributeValue.Invalid("$INVALID An number set  may not be empty")
        val set =
            try {
                values.mapTo(LinkedHashSet()) { DecimalNumber.parse(it) }
            } catch (invalid: InvalidNumber) {
                return AttributeValue.Invalid(invalid.message, invalid.older)
            }
        if (set.size == values.size) return AttributeValue.NS(set)
        return AttributeValue.Invalid(
            "$INVALID Input collection contains duplicates.",
            "Input collection contains duplicates"
        )
    }

    private fun binarySetOf(values: List<Blob>): AttributeValue {
        if (values.isEmpty()) return AttributeValue.Invalid("$INVALID Binary sets should not be empty")
        val set = LinkedHashSet(values)
        if (set.size == values.size) return AttributeValue.BS(set)
        val shown = upToRepeat(values, Blob::compareTo).joinToString(",", "[", "]") { "\"${base64(it)}\"" }
        return AttributeValue.Invalid(
            "$INVALID Input collection ${shown}of type BS contains duplicates.",
            "$INVALID Input collection ${values.map(::base64)}of type BS contains duplicates.",
        )
    }

    private fun base64(value: Blob) = java.util.Base64.getEncoder().encodeToString(value.bytes)

    /** As AWS's new checks show a set: in order up to the first repeat, from there on as it was sent. */
    private fun <T> upToRepeat(
        values: List<T>,
        order: Comparator<T>,
    ): List<T> {
        val seen = HashSet<T>()
        val repeat = values.indexOfFirst { !seen.add(it) }
        return values.take(repeat).sortedWith(order) + values.drop(repeat)
    }

    private fun mapOf(values: Map<String, AttributeValue>): AttributeValue =
        values.values.firstOrNull { it is AttributeValue.Invalid } ?: AttributeValue.M(values)

    private fun listOf(values: List<AttributeValue>): AttributeValue =
        values.firstOrNull { it is AttributeValue.Invalid } ?: AttributeValue.L(values)

    /** The descriptor of what contains this very type, looked at only when a codec gets there. */
    @OptIn(SealedSerializationApi::class)
    private class Deferred(original: () -> SerialDescriptor) : SerialDescriptor {
        private val original by lazy(original)
        override val serialName get() = original.serialName + "?"
        override val isNullable get() = true
        override val kind get() = original.kind
        override val elementsCount get() = original.elementsCount

        override fun getElementName(index: Int) = original.getElementName(index)

        override fun getElementIndex(name: String) = original.getElementIndex(name)

        override fun getElementAnnotations(index: Int) = original.getElementAnnotations(index)

        override fun getElementDescriptor(index: Int) = original.getElementDescriptor(index)

        override fun isElementOptional(index: Int) = original.isElementOptional(index)
    }

    private const val S = 0
    private const val N = 1
    private const val B = 2
    private const val SS = 3
    private const val NS = 4
    private const val BS = 5
    private const val M = 6
    private const val L = 7
    private const val NULL = 8
    private const val BOOL = 9

    private const val INVALID = "One or more parameter values were invalid:"
    private const val EMPTY =
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
    private const val SEVERAL =
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
    private val FALSE_NULL = AttributeValue.Invalid("$INVALID Null attribute value types must have the value of true")
}
