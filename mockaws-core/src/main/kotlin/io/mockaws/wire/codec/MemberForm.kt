@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Blob
import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DateTextSerializer
import io.mockaws.wire.DecimalText
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.MemberNames
import io.mockaws.wire.StreamingBlobSerializer
import io.mockaws.wire.Union
import io.mockaws.wire.XmlName
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.suggestion
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlin.time.Instant
import kotlin.time.toKotlinInstant

/**
 * Brings what a test says of a shape into the form of a document ([Documents]), so that it can be compared with one
 * and written by [MembersSerializer], and complains of what the shape does not have.
 *
 * @param adapt makes of an SDK's object what it holds ([LooseMembers], or a simple value) and returns others as they are
 * @param wildcard stands for any value and is kept where it stands; null where that is not allowed
 */
internal class MemberForm(
    private val names: MemberNames,
    private val wildcard: Any? = null,
    private val adapt: (Any) -> Any = { it },
) {
    /** @throws IllegalArgumentException for a member that [shape] does not have, or with a value of another type */
    fun of(
        shape: SerialDescriptor,
        members: Any,
    ): Map<String, Any?> = structure(shape, adapt(members), "")

    private fun value(
        nullable: SerialDescriptor,
        given: Any,
        path: String,
    ): Any {
        if (given === wildcard) return given
        val descriptor = nullable.nonNullOriginal
        val value = adapt(given)
        return when (descriptor) {
            StreamingBlobSerializer.descriptor -> stream(value, path)
            BlobSerializer.descriptor -> blob(value) ?: refuse(path, "bytes", value)
            DateTextSerializer.descriptor -> instant(value) ?: text(value) ?: refuse(path, "a date", value)
            InstantSerializer.descriptor -> instant(value) ?: refuse(path, "an instant", value)
            DocumentSerializer.descriptor -> value
            else -> ofKind(descriptor, value, path)
        }
    }

    private fun ofKind(
        descriptor: SerialDescriptor,
        value: Any,
        path: String,
    ): Any =
        when (descriptor.kind) {
            PrimitiveKind.STRING, PrimitiveKind.CHAR, SerialKind.ENUM -> text(value) ?: refuse(path, "a string", value)
            PrimitiveKind.BOOLEAN -> value as? Boolean ?: refuse(path, "a boolean", value)
            PrimitiveKind.LONG -> integer(value, Long.MIN_VALUE..Long.MAX_VALUE, path)
            PrimitiveKind.INT -> integer(value, Int.MIN_VALUE.toLong()..Int.MAX_VALUE, path).toInt()
            PrimitiveKind.SHORT -> integer(value, Short.MIN_VALUE.toLong()..Short.MAX_VALUE, path).toShort()
            PrimitiveKind.BYTE -> integer(value, Byte.MIN_VALUE.toLong()..Byte.MAX_VALUE, path).toByte()
            PrimitiveKind.DOUBLE -> (value as? Number)?.toDouble() ?: refuse(path, "a number", value)
            PrimitiveKind.FLOAT -> (value as? Number)?.toFloat() ?: refuse(path, "a number", value)
            StructureKind.LIST -> list(descriptor, value, path)
            StructureKind.MAP -> map(descriptor, value, path)
            else -> structure(descriptor, value, path)
        }

    private fun structure(
        descriptor: SerialDescriptor,
        value: Any,
        path: String,
    ): Map<String, Any?> {
        val members = (0 until descriptor.elementsCount).associateBy { names.of(descriptor.getElementName(it)) }
        val given =
            when (value) {
                is LooseMembers -> byNames(value, members, descriptor, path)
                is Map<*, *> -> value.entries.associate { (name, member) -> name.toString() to member }
                else -> refuse(path, "a map of members", value)
            }
        val form = LinkedHashMap<String, Any?>()
        for ((name, member) in given) {
            val index = members[name] ?: refuseMember(path, name, members.keys)
            if (member == null) continue
            val formed = value(descriptor.getElementDescriptor(index), member, join(path, name))
            val isDecimal = wildcard != null && descriptor.getElementAnnotations(index).any { it is DecimalText }
            form[name] = if (isDecimal) decimals(formed, join(path, name)) else formed
        }
        require(
            form.size == 1 || descriptor.annotations.none {
                it is Union
            }
        ) { "$path: a union has one member, not ${form.keys}" }
        return if (value is SomeMembers) SomeMembers(form) else form
    }

    /** Numbers as they are in a document: one text for each. */
    private fun decimals(
        value: Any,
        path: String,
    ): Any =
        when (value) {
            is List<*> -> value.map { decimals(it!!, path) }

            is String -> value.toBigDecimalOrNull()?.stripTrailingZeros()?.toPlainString()
                ?: refuse(path, "a number", value)

            else -> value
        }

    /** By AWS's names. What is at its default may have been put there by nobody. */
    private fun byNames(
        value: LooseMembers,
        members: Map<String, Int>,
        descriptor: SerialDescriptor,
        path: String,
    ): Map<String, Any> {
        val byLetters = members.keys.associateBy { it.lowercase() }
        // EC2's `Public` is called otherwise in Java, and `isPublic` on the wire.
        val onTheWire by lazy { wireNames(members, descriptor) }
        val found = LinkedHashMap<String, Any>()
        for ((name, member) in value.names) {
            val alias = value.aliases[name]?.lowercase()
            val own = byLetters[name.lowercase()] ?: byLetters[alias] ?: onTheWire[alias]
            if (own != null) {
                found[own] = member
            } else if (!isDefault(member)) {
                refuseMember(path, name, members.keys)
            }
        }
        value.body?.let { body ->
            val streaming = members.keys.firstOrNull { isStream(descriptor.getElementDescriptor(members.getValue(it))) }
            found[requireNotNull(streaming) { "${value.type} has no body" }] = body
        }
        return found
    }

    /** Members by what they are called on the wire, in small letters. */
    private fun wireNames(
        members: Map<String, Int>,
        descriptor: SerialDescriptor,
    ): Map<String, String> =
        members.entries.mapNotNull { (name, index) ->
            val wire = descriptor.getElementAnnotations(index).firstNotNullOfOrNull { (it as? XmlName)?.name }
            wire?.let { it.lowercase() to name }
        }.toMap()

    private fun isDefault(value: Any) =
        value == false || value == 0 || value == 0L || (value as? Collection<*>)?.isEmpty() == true ||
            (value as? Map<*, *>)?.isEmpty() == true

    private fun isStream(descriptor: SerialDescriptor) =
        descriptor.nonNullOriginal == StreamingBlobSerializer.descriptor

    private fun list(
        descriptor: SerialDescriptor,
        value: Any,
        path: String,
    ): List<Any> {
        val items = value as? Iterable<*> ?: (value as? Array<*>)?.asList() ?: refuse(path, "a list", value)
        return items.mapIndexed { i, item ->
            val at = "$path[$i]"
            value(descriptor.getElementDescriptor(0), requireNotNull(item) { "$at is null" }, at)
        }
    }

    private fun map(
        descriptor: SerialDescriptor,
        value: Any,
        path: String,
    ): Map<String, Any?> {
        val entries = value as? Map<*, *> ?: refuse(path, "a map", value)
        val form = entries.entries.associate { (key, entry) ->
            val at = join(path, key.toString())
            val name = key?.let(adapt)?.let { text(it) } ?: refuse(path, "a map by strings", value)
            name to value(descriptor.getElementDescriptor(1), requireNotNull(entry) { "$at is null" }, at)
        }
        return if (value is SomeMembers) SomeMembers(form) else form
    }

    private fun stream(
        value: Any,
        path: String,
    ): Any {
        require(wildcard == null) { "$path is a stream, of which only any() can be expected" }
        return value as? HttpBody ?: blob(value)?.let { HttpBody.Bytes(it.bytes) } ?: refuse(path, "a body", value)
    }

    private fun blob(value: Any): Blob? =
        when (value) {
            is Blob -> value
            is ByteArray -> Blob(value)
            is String -> Blob(value.encodeToByteArray())
            else -> null
        }

    /** Text is taken where it is in the form of ISO 8601, because JSON has no other. */
    private fun instant(value: Any): Instant? =
        when (value) {
            is Instant -> value
            is java.time.Instant -> value.toKotlinInstant()
            is CharSequence -> Instant.parseOrNull(value)
            else -> null
        }

    private fun text(value: Any): String? = if (value is CharSequence || value is Enum<*>) value.toString() else null

    private fun integer(
        value: Any,
        range: LongRange,
        path: String,
    ): Long {
        val isInteger = value is Long || value is Int || value is Short || value is Byte
        if (!isInteger || (value as Number).toLong() !in range) refuse(path, "an integer of $range", value)
        return value.toLong()
    }

    private fun join(
        path: String,
        name: String,
    ) = if (path.isEmpty()) name else "$path.$name"

    private fun refuse(
        path: String,
        wanted: String,
        value: Any,
    ): Nothing = throw IllegalArgumentException(
        "${path.ifEmpty {
            "This"
        }} is $wanted, not ${value.javaClass.name}: $value"
    )

    private fun refuseMember(
        path: String,
        name: String,
        known: Set<String>,
    ): Nothing {
        val place = if (path.isEmpty()) "" else " in $path"
        throw IllegalArgumentException("No member$place ${suggestion(name, known)}")
    }
}
