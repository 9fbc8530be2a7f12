@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.model

import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.StreamingBlobSerializer
import io.mockaws.wire.codec.InstantSerializer
import io.mockaws.wire.codec.RuntimeShape
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import java.util.concurrent.ConcurrentHashMap

/**
 * The shapes of a model as descriptors with Smithy's traits, which is what codecs and bindings go by. The members of
 * event streams are left out: they are no part of a document.
 */
internal class ModelDescriptors(
    private val model: ServiceModel,
) {
    private val descriptors = ConcurrentHashMap<ShapeModel, SerialDescriptor>()

    /** The input of [operation]; `kotlin.Unit`'s where it has none. */
    fun input(operation: OperationModel): SerialDescriptor =
        if (operation.hasInput) of(operation.input) else Unit.serializer().descriptor

    /** The output of [operation]; `kotlin.Unit`'s where it has none. */
    fun output(operation: OperationModel): SerialDescriptor =
        when {
            !operation.hasOutput -> Unit.serializer().descriptor
            operation.isUnwrapped -> structure(operation.output, isUnwrapped = true)
            else -> of(operation.output)
        }

    fun of(shape: ShapeModel): SerialDescriptor =
        when (shape) {
            is ScalarModel -> scalar(shape)
            else -> descriptors[shape] ?: descriptors.computeIfAbsent(shape, ::compound)
        }

    private fun compound(shape: ShapeModel): SerialDescriptor =
        when (shape) {
            is StructureModel -> structure(shape, isUnwrapped = false)
            is ListModel -> RuntimeShape(shape.name, StructureKind.LIST) { listOf(item(shape)) }
            is MapModel -> RuntimeShape(shape.name, StructureKind.MAP) { entry(shape) }
            is ScalarModel -> scalar(shape)
        }

    private fun structure(
        shape: StructureModel,
        isUnwrapped: Boolean,
    ): SerialDescriptor =
        RuntimeShape(
            "${model.facts.name}#${shape.name}",
            StructureKind.CLASS,
            ModelTraits.ofStructure(shape, isUnwrapped)
        ) {
            shape.members.filterNot { isEventStream(it) }.map { member ->
                RuntimeShape.Element(member.name, ModelTraits.ofMember(member)) { target(member) }
            }
        }

    private fun isEventStream(member: MemberModel) = (member.target as? StructureModel)?.isEventStream == true

    private fun target(member: MemberModel): SerialDescriptor {
        val target = member.target
        val isBlob = target is ScalarModel && target.kind == ScalarKind.BLOB
        return if (isBlob && (member.isStreaming || target.isStreaming)) {
            StreamingBlobSerializer.descriptor
        } else {
            of(target)
        }
    }

    private fun item(list: ListModel) =
        RuntimeShape.Element("0", ModelTraits.ofItem(list.itemName, list.item)) { of(list.item) }

    private fun entry(map: MapModel) =
        listOf(
            RuntimeShape.Element("0", ModelTraits.ofItem(map.keyName, map.key)) { of(map.key) },
            RuntimeShape.Element("1", ModelTraits.ofItem(map.valueName, map.value)) { of(map.value) },
        )

    private fun scalar(shape: ScalarModel): SerialDescriptor =
        when (shape.kind) {
            ScalarKind.STRING -> String.serializer().descriptor
            ScalarKind.INTEGER -> Int.serializer().descriptor
            ScalarKind.LONG -> Long.serializer().descriptor
            ScalarKind.SHORT -> Short.serializer().descriptor
            ScalarKind.BYTE -> Byte.serializer().descriptor
            ScalarKind.BOOLEAN -> Boolean.serializer().descriptor
            ScalarKind.FLOAT -> Float.serializer().descriptor
            ScalarKind.DOUBLE, ScalarKind.BIG_DECIMAL -> Double.serializer().descriptor
            ScalarKind.TIMESTAMP -> InstantSerializer.descriptor
            ScalarKind.BLOB -> BlobSerializer.descriptor
            ScalarKind.DOCUMENT -> DocumentSerializer.descriptor
        }
}
