package io.mockaws.wire.conformance

import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.S3UnwrappedXmlOutput
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.StreamingBlobSerializer
import io.mockaws.wire.Union
import io.mockaws.wire.codec.InstantSerializer
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nullable
import software.amazon.smithy.aws.traits.ServiceTrait
import software.amazon.smithy.aws.traits.customizations.S3UnwrappedXmlOutputTrait
import software.amazon.smithy.aws.traits.protocols.AwsQueryCompatibleTrait
import software.amazon.smithy.model.Model
import software.amazon.smithy.model.shapes.EnumShape
import software.amazon.smithy.model.shapes.ListShape
import software.amazon.smithy.model.shapes.MapShape
import software.amazon.smithy.model.shapes.MemberShape
import software.amazon.smithy.model.shapes.Shape
import software.amazon.smithy.model.shapes.ShapeId
import software.amazon.smithy.model.shapes.ShapeType
import software.amazon.smithy.model.traits.DefaultTrait
import software.amazon.smithy.model.traits.SparseTrait
import software.amazon.smithy.model.traits.StreamingTrait
import software.amazon.smithy.model.traits.UnitTypeTrait
import software.amazon.smithy.model.traits.XmlNamespaceTrait
import java.util.concurrent.ConcurrentHashMap
import software.amazon.smithy.model.traits.HttpTrait as SmithyHttpTrait

/** Serializers of a Smithy model's shapes, for values that are maps, lists and the simple types of wire. */
@OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class)
internal class ModelShapes(
    private val model: Model,
) {
    private val serializers = ConcurrentHashMap<ShapeId, KSerializer<Any>>()
    private val unwrapped = model.getShapesWithTrait(S3UnwrappedXmlOutputTrait::class.java).map { it.asOperationShape().get().outputShape }
    val values = ModelValues(model)

    fun service(
        shape: software.amazon.smithy.model.shapes.ServiceShape,
        errorNamespace: String?,
    ): ServiceShape =
        ServiceShape(
            id = shape.getTrait(ServiceTrait::class.java).map { it.sdkId }.orElse(shape.id.name),
            signingName = shape.id.name.lowercase(),
            version = shape.version,
            targetPrefix = shape.id.name,
            shapeName = shape.id.name,
            xmlNamespace = shape.getTrait(XmlNamespaceTrait::class.java).map { it.uri }.orElse(null),
            memberNames = MemberNames.AS_IS,
            queryCompatible = shape.hasTrait(AwsQueryCompatibleTrait::class.java),
            errorNamespace = errorNamespace,
            isS3 = shape.id.toString() == "com.amazonaws.s3#AmazonS3",
        )

    fun operation(shape: software.amazon.smithy.model.shapes.OperationShape): OperationShape<Any, Any> {
        val http = shape.getTrait(SmithyHttpTrait::class.java).orElse(null)
        val trait = http?.let { HttpTrait(it.method, it.uri.toString(), it.code) }
        return OperationShape(shape.id.name, trait) {
            serializer(model.expectShape(shape.inputShape)) to serializer(model.expectShape(shape.outputShape))
        }
    }

    fun serializer(shape: Shape): KSerializer<Any> {
        serializers[shape.id]?.let { return it }
        return make(shape).also { serializers[shape.id] = it }
    }

    @Suppress("UNCHECKED_CAST")
    private fun make(shape: Shape): KSerializer<Any> =
        when (shape.type) {
            ShapeType.STRUCTURE, ShapeType.UNION ->
                if (shape.hasTrait(UnitTypeTrait::class.java)) Unit.serializer() else structure(shape)

            ShapeType.LIST -> list(shape.asListShape().get())

            ShapeType.MAP -> map(shape.asMapShape().get())

            ShapeType.ENUM -> EnumNameSerializer(enum(shape as EnumShape))

            ShapeType.STRING -> String.serializer()

            ShapeType.BOOLEAN -> Boolean.serializer()

            ShapeType.BYTE -> Byte.serializer()

            ShapeType.SHORT -> Short.serializer()

            ShapeType.INTEGER, ShapeType.INT_ENUM -> Int.serializer()

            ShapeType.LONG -> Long.serializer()

            ShapeType.FLOAT -> Float.serializer()

            ShapeType.DOUBLE -> Double.serializer()

            ShapeType.TIMESTAMP -> InstantSerializer

            ShapeType.DOCUMENT -> DocumentSerializer

            ShapeType.BLOB -> if (shape.hasTrait(StreamingTrait::class.java)) StreamingBlobSerializer else BlobSerializer

            else -> error("No shape of AWS has a member of type ${shape.type}: ${shape.id}")
        } as KSerializer<Any>

    private fun structure(shape: Shape): KSerializer<Any> {
        val members = shape.allMembers.values.filterNot { isEventStream(it) }
        val annotations =
            ModelTraits.ofShape(shape) +
                listOfNotNull(Union().takeIf { shape.isUnionShape }, S3UnwrappedXmlOutput().takeIf { shape.id in unwrapped })
        val elements =
            members.map { member ->
                ModelDescriptor.Element(member.memberName, ModelTraits.ofMember(member, model)) { target(member).descriptor.nullable }
            }
        return StructureSerializer(
            ModelDescriptor(shape.id.toString(), StructureKind.CLASS, annotations, elements),
            members.map { StructureSerializer.Member(it.memberName, { target(it) }, { default(it) }) },
        )
    }

    private fun default(member: MemberShape): Any? =
        member.getTrait(DefaultTrait::class.java).orElse(null)?.let { values.default(member, it.toNode()) }

    private fun isEventStream(member: MemberShape): Boolean =
        model.expectShape(member.target).let { it.isUnionShape && it.hasTrait(StreamingTrait::class.java) }

    private fun target(member: MemberShape): KSerializer<Any> = serializer(model.expectShape(member.target))

    private fun list(shape: ListShape): KSerializer<Any> {
        val sparse = shape.hasTrait(SparseTrait::class.java)
        val item = { target(shape.member).sparse(sparse) }
        val elements = listOf(element("0", shape.member, item))
        return ItemsSerializer(ModelDescriptor(shape.id.toString(), StructureKind.LIST, ModelTraits.ofShape(shape), elements), item)
    }

    private fun map(shape: MapShape): KSerializer<Any> {
        val sparse = shape.hasTrait(SparseTrait::class.java)
        val value = { target(shape.value).sparse(sparse) }
        val elements = listOf(element("0", shape.key) { target(shape.key) }, element("1", shape.value, value))
        val descriptor = ModelDescriptor(shape.id.toString(), StructureKind.MAP, ModelTraits.ofShape(shape), elements)
        return EntriesSerializer(descriptor, { target(shape.key) }, value)
    }

    private fun enum(shape: EnumShape): ModelDescriptor {
        val elements =
            shape.enumValues.values.map { name ->
                ModelDescriptor.Element(name, emptyList()) { ModelDescriptor(name, StructureKind.OBJECT, emptyList(), emptyList()) }
            }
        return ModelDescriptor(shape.id.toString(), SerialKind.ENUM, emptyList(), elements)
    }

    private fun element(
        name: String,
        member: MemberShape,
        serializer: () -> KSerializer<out Any?>,
    ) = ModelDescriptor.Element(name, ModelTraits.ofMember(member, model)) { serializer().descriptor }

    @Suppress("UNCHECKED_CAST")
    private fun KSerializer<Any>.sparse(sparse: Boolean): KSerializer<Any?> = if (sparse) nullable else this as KSerializer<Any?>
}
