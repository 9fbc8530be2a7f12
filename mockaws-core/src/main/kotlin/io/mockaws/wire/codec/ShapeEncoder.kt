@file:OptIn(ExperimentalSerializationApi::class, ExperimentalTime::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Timestamps
import io.mockaws.wire.WireEncoder
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import kotlin.time.ExperimentalTime
import kotlin.time.Instant

/** Kotlin's own serializer of it; codecs look out for it and write what AWS writes. */
internal val InstantSerializer = Instant.serializer()

/**
 * Walks over a shape and keeps its place in it; what is written is the subclass's business. Null members are left
 * out. For one value, on one thread.
 */
internal abstract class ShapeEncoder(
    private val plans: ShapePlans,
) : WireEncoder,
    CompositeEncoder {
    private var frame = Frame(null)

    /** What the whole is a value of: the class's own descriptor says less than its serializer's. */
    private var root: SerialDescriptor? = null

    /** The format that the member being written asks for, else null. */
    protected var timestamps: Timestamps? = null
        private set

    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    /** A structure, list or map begins. */
    protected abstract fun begin(plan: ShapePlan)

    /** And ends. */
    protected abstract fun end(plan: ShapePlan)

    /** The next value stands at [index] of [plan]; in a map, even ones are keys. */
    protected abstract fun place(
        plan: ShapePlan,
        index: Int,
    )

    final override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder {
        val parent = frame.plan
        val plan = if (parent == null) plans.of(root ?: descriptor) else plans.child(parent, frame.index, descriptor)
        frame = frame.next()
        frame.plan = plan
        frame.inherited = if (plan.isList || plan.isMap) timestamps else null
        begin(plan)
        return this
    }

    final override fun endStructure(descriptor: SerialDescriptor) {
        end(frame.plan!!)
        frame = frame.previous!!
    }

    private fun element(index: Int) {
        val frame = frame
        val plan = frame.plan!!
        frame.index = if (plan.isList) {
            0
        } else if (plan.isMap) {
            index and 1
        } else {
            index
        }
        timestamps = plan.timestamps[frame.index] ?: frame.inherited
        place(plan, frame.index)
    }

    final override fun shouldEncodeElementDefault(
        descriptor: SerialDescriptor,
        index: Int,
    ): Boolean = true

    final override fun <T> encodeSerializableValue(
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        if (root == null) root = serializer.descriptor
        if (serializer === InstantSerializer) encodeInstant(value as Instant) else encodeOther(serializer, value)
    }

    /** What is not an instant. */
    protected open fun <T> encodeOther(
        serializer: SerializationStrategy<T>,
        value: T,
    ): Unit = serializer.serialize(this, value)

    final override fun <T> encodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        element(index)
        encodeSerializableValue(serializer, value)
    }

    final override fun <T : Any> encodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T?,
    ) {
        if (value != null) {
            encodeSerializableElement(descriptor, index, serializer, value)
        } else if (frame.plan!!.let { it.isList || it.isMap }) {
            element(index)
            encodeNull()
        }
    }

    final override fun encodeStringElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: String,
    ) {
        element(index)
        encodeString(value)
    }

    final override fun encodeBooleanElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Boolean,
    ) {
        element(index)
        encodeBoolean(value)
    }

    final override fun encodeByteElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Byte,
    ) {
        element(index)
        encodeByte(value)
    }

    final override fun encodeShortElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Short,
    ) {
        element(index)
        encodeShort(value)
    }

    final override fun encodeIntElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Int,
    ) {
        element(index)
        encodeInt(value)
    }

    final override fun encodeLongElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Long,
    ) {
        element(index)
        encodeLong(value)
    }

    final override fun encodeFloatElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Float,
    ) {
        element(index)
        encodeFloat(value)
    }

    final override fun encodeDoubleElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Double,
    ) {
        element(index)
        encodeDouble(value)
    }

    final override fun encodeCharElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Char,
    ) {
        element(index)
        encodeChar(value)
    }

    final override fun encodeInlineElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Encoder {
        element(index)
        return this
    }

    final override fun encodeInline(descriptor: SerialDescriptor): Encoder = this

    final override fun encodeChar(value: Char): Unit = encodeString(value.toString())

    final override fun encodeByte(value: Byte): Unit = encodeInt(value.toInt())

    final override fun encodeShort(value: Short): Unit = encodeInt(value.toInt())

    final override fun encodeEnum(
        enumDescriptor: SerialDescriptor,
        index: Int,
    ): Unit = encodeString(enumDescriptor.getElementName(index))

    private class Frame(
        val previous: Frame?,
    ) {
        var plan: ShapePlan? = null
        var index = 0
        var inherited: Timestamps? = null
        private var next: Frame? = null

        /** Frames are kept for the next structure at the same depth. */
        fun next(): Frame = next ?: Frame(this).also { next = it }
    }
}
