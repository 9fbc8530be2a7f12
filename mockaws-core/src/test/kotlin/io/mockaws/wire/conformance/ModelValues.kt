package io.mockaws.wire.conformance

import io.mockaws.wire.Blob
import io.mockaws.wire.Document
import io.mockaws.wire.codec.TimestampText
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.readBytes
import software.amazon.smithy.model.Model
import software.amazon.smithy.model.node.Node
import software.amazon.smithy.model.node.NumberNode
import software.amazon.smithy.model.shapes.MemberShape
import software.amazon.smithy.model.shapes.Shape
import software.amazon.smithy.model.shapes.ShapeType
import software.amazon.smithy.model.traits.DefaultTrait
import software.amazon.smithy.model.traits.StreamingTrait
import software.amazon.smithy.model.traits.UnitTypeTrait
import java.math.BigDecimal
import java.util.Base64

/** The parameters of a vector as the values that [ModelShapes]' serializers work on. */
internal class ModelValues(
    private val model: Model,
) {
    fun of(
        shape: Shape,
        node: Node,
    ): Any? {
        if (node.isNullNode) return null
        return when (shape.type) {
            ShapeType.MEMBER -> of(model.expectShape(shape.asMemberShape().get().target), node)

            ShapeType.STRUCTURE, ShapeType.UNION -> if (shape.hasTrait(UnitTypeTrait::class.java)) Unit else structure(shape, node)

            ShapeType.LIST -> node.expectArrayNode().elements.map { of(shape.asListShape().get().member, it) }

            ShapeType.MAP ->
                node.expectObjectNode().stringMap.mapValues { (_, value) -> of(shape.asMapShape().get().value, value) }

            ShapeType.STRING, ShapeType.ENUM -> node.expectStringNode().value

            ShapeType.BOOLEAN -> node.expectBooleanNode().value

            ShapeType.BYTE -> number(node).toInt().toByte()

            ShapeType.SHORT -> number(node).toInt().toShort()

            ShapeType.INTEGER, ShapeType.INT_ENUM -> number(node).toInt()

            ShapeType.LONG -> number(node).toLong()

            ShapeType.FLOAT -> floating(node).toFloat()

            ShapeType.DOUBLE -> floating(node)

            ShapeType.TIMESTAMP -> TimestampText.instantOf(BigDecimal(number(node).toString()))

            ShapeType.DOCUMENT -> Document(plain(node))

            ShapeType.BLOB -> blob(shape, node.expectStringNode().value.encodeToByteArray())

            else -> error("No value of type ${shape.type}")
        }
    }

    /** Defaults of blobs are in base64, those of vectors are not. */
    fun default(
        member: MemberShape,
        node: Node,
    ): Any? {
        val target = model.expectShape(member.target)
        if (target.isBlobShape) return blob(target, Base64.getDecoder().decode(node.expectStringNode().value))
        if (target.isTimestampShape && node.isStringNode) return kotlin.time.Instant.parse(node.expectStringNode().value)
        return of(target, node)
    }

    private fun structure(
        shape: Shape,
        node: Node,
    ): Map<String, Any?> {
        val given = node.expectObjectNode().stringMap
        val values = LinkedHashMap<String, Any?>()
        for ((name, member) in shape.allMembers) {
            val value =
                given[name]?.let { of(member, it) }
                    ?: member.getTrait(DefaultTrait::class.java).orElse(null)?.let { default(member, it.toNode()) }
            if (value != null) values[name] = value
        }
        return values
    }

    private fun blob(
        shape: Shape,
        bytes: ByteArray,
    ): Any = if (shape.hasTrait(StreamingTrait::class.java)) HttpBody.Bytes(bytes) else Blob(bytes)

    private fun number(node: Node): Number = node.expectNumberNode().value

    private fun floating(node: Node): Double =
        if (node is NumberNode) {
            node.value.toDouble()
        } else {
            when (val text = node.expectStringNode().value) {
                "NaN" -> Double.NaN
                "Infinity" -> Double.POSITIVE_INFINITY
                "-Infinity" -> Double.NEGATIVE_INFINITY
                else -> text.toDouble()
            }
        }

    companion object {
        fun plain(node: Node): Any? =
            when {
                node.isNullNode -> null
                node.isStringNode -> node.expectStringNode().value
                node.isBooleanNode -> node.expectBooleanNode().value
                node.isNumberNode -> node.expectNumberNode().value
                node.isArrayNode -> node.expectArrayNode().elements.map { plain(it) }
                else -> node.expectObjectNode().stringMap.mapValues { plain(it.value) }
            }

        /** For comparison: numbers by value, bodies by content. */
        suspend fun normal(value: Any?): Any? =
            when (value) {
                is Document -> normal(value.value)
                is HttpBody -> Blob(value.readBytes())
                is Map<*, *> -> value.entries.associate { (k, v) -> k to normal(v) }
                is List<*> -> value.map { normal(it) }
                is Unit -> emptyMap<String, Any?>()
                is Double -> if (value.isFinite()) normal(BigDecimal(value.toString())) else value.toString()
                is Float -> normal(value.toString().toDouble())
                is BigDecimal -> if (value.signum() == 0) BigDecimal.ZERO else value.stripTrailingZeros()
                is Number -> normal(BigDecimal(value.toString()))
                else -> value
            }
    }
}
