@file:OptIn(ExperimentalSerializationApi::class, SealedSerializationApi::class)

package io.mockaws.wire.codec

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.encoding.CompositeDecoder

/** A shape that no class stands for. Shapes recur, so its elements are found out when they are first looked at. */
internal class RuntimeShape(
    override val serialName: String,
    override val kind: SerialKind,
    override val annotations: List<Annotation> = emptyList(),
    elements: () -> List<Element>,
) : SerialDescriptor {
    /** A member of a structure, the item of a list, or key or value of a map, with its traits. */
    class Element(
        val name: String,
        val traits: List<Annotation>,
        descriptor: () -> SerialDescriptor,
    ) {
        val descriptor: SerialDescriptor by lazy(descriptor)
    }

    private val elements by lazy(elements)

    override val elementsCount: Int get() = elements.size

    override fun getElementName(index: Int): String = elements[index].name

    override fun getElementIndex(name: String): Int =
        elements.indexOfFirst { it.name == name }.let { if (it < 0) CompositeDecoder.UNKNOWN_NAME else it }

    override fun getElementAnnotations(index: Int): List<Annotation> = elements[index].traits

    override fun getElementDescriptor(index: Int): SerialDescriptor = elements[index].descriptor

    override fun isElementOptional(index: Int): Boolean = true

    override fun toString(): String = serialName
}
