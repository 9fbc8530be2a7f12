@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.eventstream

import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.AbstractDecoder
import kotlinx.serialization.encoding.AbstractEncoder
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule

/** Takes the one member out of a union that is set. */
internal class ChosenMember : AbstractEncoder() {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    var index = -1
        private set
    var serializer: SerializationStrategy<Any?>? = null
        private set
    var value: Any? = null
        private set

    @Suppress("UNCHECKED_CAST")
    override fun <T> encodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        this.index = index
        this.serializer = serializer as SerializationStrategy<Any?>
        this.value = value
    }

    override fun <T : Any> encodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T?,
    ) {
        if (value != null) encodeSerializableElement(descriptor, index, serializer, value)
    }
}

/** Makes a union of which the member at [index] is what [read] returns. */
internal class ChosenDecoder(
    private val index: Int,
    private val read: (DeserializationStrategy<*>) -> Any?,
) : AbstractDecoder() {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()
    private var given = false

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        if (given) return CompositeDecoder.DECODE_DONE
        given = true
        return index
    }

    @Suppress("UNCHECKED_CAST")
    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T = read(deserializer) as T
}
