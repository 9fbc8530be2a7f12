@file:OptIn(ExperimentalSerializationApi::class, SealedSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.MemberNames
import io.mockaws.wire.Union
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * A class wed to AWS's shape: the class says which members there are, the shape how each is called and where it lies.
 * A property and a member belong together when they are spelled alike, capitals aside: `md5OfBody` is `MD5OfBody`.
 */
internal class WedShape private constructor(
    /** The class's own descriptor. */
    val own: SerialDescriptor,
    /** AWS's shape, as a descriptor with Smithy's traits. */
    val shape: SerialDescriptor,
    override val isNullable: Boolean,
) : SerialDescriptor {
    /** By element of [own], the element of [shape] that it is; -1 for one that AWS does not have. */
    private val places: IntArray =
        if (own.kind == StructureKind.LIST ||
            own.kind == StructureKind.MAP
        ) {
            IntArray(own.elementsCount) { it }
        } else {
            named()
        }

    private val children = arrayOfNulls<SerialDescriptor>(own.elementsCount)

    private fun named(): IntArray {
        val byLetters = HashMap<String, Int>()
        for (i in 0 until shape.elementsCount) byLetters[shape.getElementName(i).lowercase()] = i
        return IntArray(own.elementsCount) { byLetters[own.getElementName(it).removePrefix("=").lowercase()] ?: -1 }
    }

    override val serialName: String get() = own.serialName
    override val kind: SerialKind get() = own.kind
    override val elementsCount: Int get() = own.elementsCount

    /** Whether exactly one member has to be set is the class's to say: services refuse it in words of their own. */
    override val annotations: List<Annotation> = own.annotations + shape.annotations.filterNot { it is Union }

    /** Properties that AWS has no member for. */
    val strangers: List<Int> get() = places.indices.filter { places[it] < 0 }

    override fun getElementName(index: Int): String =
        places[index].let { if (it < 0) MemberNames.PASCAL.of(own.getElementName(index)) else shape.getElementName(it) }

    override fun getElementIndex(name: String): Int {
        for (i in 0 until elementsCount) if (getElementName(i) == name) return i
        return own.getElementIndex(name)
    }

    override fun getElementAnnotations(index: Int): List<Annotation> {
        val mine = own.getElementAnnotations(index)
        val place = places[index]
        return if (place < 0) mine else mine + shape.getElementAnnotations(place)
    }

    override fun getElementDescriptor(index: Int): SerialDescriptor =
        children[index] ?: child(index).also { children[index] = it }

    private fun child(index: Int): SerialDescriptor {
        val descriptor = own.getElementDescriptor(index)
        val place = places[index]
        return of(descriptor, if (place < 0) RuntimeShape.EMPTY else shape.getElementDescriptor(place))
    }

    override fun isElementOptional(index: Int): Boolean = own.isElementOptional(index)

    override fun equals(other: Any?): Boolean =
        other is WedShape && own == other.own && shape === other.shape && isNullable == other.isNullable

    override fun hashCode(): Int = own.serialName.hashCode() * 31 + System.identityHashCode(shape)

    override fun toString(): String = serialName

    companion object {
        /** [own] under the names of [shape]; [own] alone where it is a simple value, or of another kind than [shape]. */
        fun of(
            own: SerialDescriptor,
            shape: SerialDescriptor,
        ): SerialDescriptor {
            val whole = own.nonNullOriginal.unwrapped()
            val target = shape.nonNullOriginal
            val isCompound = whole.kind is StructureKind && whole.kind != StructureKind.OBJECT
            return if (isCompound && whole.kind == target.kind) WedShape(whole, target, own.isNullable) else own
        }

        /** What stands for [found], the descriptor that a serializer names, where [declared] is expected. */
        fun at(
            declared: SerialDescriptor,
            found: SerialDescriptor,
        ): SerialDescriptor {
            val wed = declared as? WedShape ?: return found
            return if (wed.own === found || wed.own == found) wed else of(found, wed.shape)
        }
    }
}

/** The serializer of a class, by the names of AWS's shape. Equal where the two are, so bindings of one are found again. */
internal class WedSerializer<T>(
    private val own: KSerializer<T>,
    shape: SerialDescriptor,
) : KSerializer<T> {
    override val descriptor: SerialDescriptor = WedShape.of(own.descriptor, shape)

    override fun serialize(
        encoder: Encoder,
        value: T,
    ) = own.serialize(encoder, value)

    override fun deserialize(decoder: Decoder): T = own.deserialize(decoder)

    override fun equals(other: Any?): Boolean = other is WedSerializer<*> && descriptor == other.descriptor

    override fun hashCode(): Int = descriptor.hashCode()
}

/** The same under another [descriptor]: the one of the place where the value stands. */
internal fun <T> SerializationStrategy<T>.at(descriptor: SerialDescriptor): SerializationStrategy<T> {
    if (descriptor !is WedShape) return this
    val own = this
    return object : SerializationStrategy<T> {
        override val descriptor: SerialDescriptor = WedShape.at(descriptor, own.descriptor)

        override fun serialize(
            encoder: Encoder,
            value: T,
        ) = own.serialize(encoder, value)
    }
}

/** The way back of the other [at]. */
internal fun <T> DeserializationStrategy<T>.at(descriptor: SerialDescriptor): DeserializationStrategy<T> {
    if (descriptor !is WedShape) return this
    val own = this
    return object : DeserializationStrategy<T> {
        override val descriptor: SerialDescriptor = WedShape.at(descriptor, own.descriptor)

        override fun deserialize(decoder: Decoder): T = own.deserialize(decoder)
    }
}
