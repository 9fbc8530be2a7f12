@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.WireDecoder
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule

/** The way back of [ShapeEncoder]: keeps the place in the shape, and its path. For one value, on one thread. */
internal abstract class ShapeDecoder(
    private val plans: ShapePlans,
) : WireDecoder,
    CompositeDecoder {
    protected var frame = Frame(null)
        private set

    /** What the whole is a value of: the class's own descriptor says less than its serializer's. */
    private var root: SerialDescriptor? = null

    /** The format that the member being read asks for, else null. */
    protected var timestamps: Timestamps? = null
        private set

    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    protected fun enter(descriptor: SerialDescriptor): ShapePlan {
        val parent = frame.plan
        val plan = if (parent == null) plans.of(root ?: descriptor) else plans.child(parent, frame.index, descriptor)
        frame = frame.next()
        frame.reset(plan, if (plan.isList || plan.isMap) timestamps else null)
        return plan
    }

    protected fun leave() {
        frame = frame.previous!!
    }

    /** The value to come is [index] of the shape: a member, or the item, key (0) or value (1) of its kind. */
    protected fun at(index: Int): Int {
        frame.index = index
        timestamps = frame.plan!!.timestamps[index] ?: frame.inherited
        return index
    }

    /** What is not an instant. */
    protected abstract fun <T> decodeOther(deserializer: DeserializationStrategy<T>): T

    @Suppress("UNCHECKED_CAST")
    final override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T {
        if (root == null) root = deserializer.descriptor
        return if (deserializer === InstantSerializer) decodeInstant() as T else decodeOther(deserializer)
    }

    final override fun <T> decodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T>,
        previousValue: T?,
    ): T = decodeSerializableValue(deserializer)

    final override fun <T : Any> decodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T?>,
        previousValue: T?,
    ): T? = if (decodeNotNullMark()) decodeSerializableValue(deserializer) else decodeNull()

    final override fun decodeStringElement(descriptor: SerialDescriptor, index: Int): String = decodeString()

    final override fun decodeBooleanElement(descriptor: SerialDescriptor, index: Int): Boolean = decodeBoolean()

    final override fun decodeByteElement(descriptor: SerialDescriptor, index: Int): Byte = decodeByte()

    final override fun decodeShortElement(descriptor: SerialDescriptor, index: Int): Short = decodeShort()

    final override fun decodeIntElement(descriptor: SerialDescriptor, index: Int): Int = decodeInt()

    final override fun decodeLongElement(descriptor: SerialDescriptor, index: Int): Long = decodeLong()

    final override fun decodeFloatElement(descriptor: SerialDescriptor, index: Int): Float = decodeFloat()

    final override fun decodeDoubleElement(descriptor: SerialDescriptor, index: Int): Double = decodeDouble()

    final override fun decodeCharElement(descriptor: SerialDescriptor, index: Int): Char = decodeChar()

    final override fun decodeInlineElement(descriptor: SerialDescriptor, index: Int): Decoder = this

    final override fun decodeInline(descriptor: SerialDescriptor): Decoder = this

    final override fun decodeChar(): Char =
        decodeString().singleOrNull() ?: throw MalformedRequest("Expected a single character")

    final override fun decodeEnum(enumDescriptor: SerialDescriptor): Int {
        val value = decodeString()
        val index = enumDescriptor.getElementIndex(value)
        if (index == CompositeDecoder.UNKNOWN_NAME) {
            val values = (0 until enumDescriptor.elementsCount).map { enumDescriptor.getElementName(it) }
            throw MalformedRequest(
                "Value '$value' failed to satisfy constraint: Member must satisfy enum value set: $values"
            )
        }
        return index
    }

    /** Where [name] stands from the root on: `Delivery.Retries`, `Entries[0].Id`. */
    protected fun path(name: String): String {
        val outer = generateSequence(frame.previous) { it.previous }.filter { it.plan != null }.toList().asReversed()
        return buildString {
            for (frame in outer) append(frame.step())
            append(name)
        }.replace(".[", "[")
    }

    protected class Frame(
        val previous: Frame?,
    ) {
        var plan: ShapePlan? = null
            private set
        var inherited: Timestamps? = null
            private set
        private var next: Frame? = null

        var index = 0

        /** Of the next item, or of the next key or value, all counted. */
        var position = 0
        var key = ""
        var known = 0
        var unknown = 0
        var done = false

        fun next(): Frame = next ?: Frame(this).also { next = it }

        fun reset(
            plan: ShapePlan,
            inherited: Timestamps?,
        ) {
            this.plan = plan
            this.inherited = inherited
            index = 0
            position = 0
            known = 0
            unknown = 0
            done = false
        }

        /** A union whose only member is one that we do not have is told as such, not refused. */
        fun checkUnion() {
            if (known + unknown != 1) {
                throw MalformedRequest("Unions must have exactly one member set, found ${known + unknown}")
            }
        }

        fun step(): String =
            when {
                plan!!.isList -> "[${position - 1}]."
                plan!!.isMap -> "$key."
                else -> plan!!.names[index] + "."
            }
    }
}
