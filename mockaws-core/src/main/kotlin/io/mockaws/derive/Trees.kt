package io.mockaws.derive

import io.mockaws.wire.Blob
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import java.math.BigDecimal
import java.math.BigInteger
import kotlin.time.Instant

/**
 * Writes members by name, nested as deep as they are. Each value comes back as the type that it was, because a codec
 * takes no long for an int.
 */
internal object TreeSerializer : KSerializer<Map<String, Any?>> {
    private val nodes = Node.serializer()
    override val descriptor: SerialDescriptor get() = nodes.descriptor

    override fun serialize(
        encoder: Encoder,
        value: Map<String, Any?>,
    ) = encoder.encodeSerializableValue(nodes, nodeOf(value))

    @Suppress("UNCHECKED_CAST")
    override fun deserialize(decoder: Decoder): Map<String, Any?> =
        valueOf(decoder.decodeSerializableValue(nodes)) as Map<String, Any?>

    /** One of these is set; none for null. */
    @Serializable
    private class Node(
        val map: Map<String, Node>? = null,
        val list: List<Node>? = null,
        val text: String? = null,
        val boolean: Boolean? = null,
        val int: Int? = null,
        val long: Long? = null,
        val short: Short? = null,
        val byte: Byte? = null,
        val double: Double? = null,
        val float: Float? = null,
        val instant: Instant? = null,
        val blob: Blob? = null,
        val integer: String? = null,
        val decimal: String? = null,
    )

    private fun nodeOf(value: Any?): Node =
        when (value) {
            null -> Node()
            is Map<*, *> -> Node(map = value.entries.associate { (name, member) -> name.toString() to nodeOf(member) })
            is List<*> -> Node(list = value.map(::nodeOf))
            is String -> Node(text = value)
            is Boolean -> Node(boolean = value)
            is Int -> Node(int = value)
            is Long -> Node(long = value)
            is Short -> Node(short = value)
            is Byte -> Node(byte = value)
            is Double -> Node(double = value)
            is Float -> Node(float = value)
            is Instant -> Node(instant = value)
            is Blob -> Node(blob = value)
            is BigInteger -> Node(integer = value.toString())
            is BigDecimal -> Node(decimal = value.toString())
            else -> error("A record cannot hold ${value.javaClass.name}")
        }

    private fun valueOf(node: Node): Any? =
        node.map?.mapValues { valueOf(it.value) }
            ?: node.list?.map(::valueOf)
            ?: node.text ?: node.boolean ?: node.int ?: node.long ?: node.short ?: node.byte ?: node.double
            ?: node.float ?: node.instant ?: node.blob
            ?: node.integer?.toBigInteger() ?: node.decimal?.toBigDecimal()
}
