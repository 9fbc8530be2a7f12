package io.mockaws.compat.services

import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.document.Document
import software.amazon.awssdk.core.protocol.MarshallLocation
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.ListTrait
import software.amazon.awssdk.core.traits.MapTrait
import software.amazon.awssdk.core.traits.RequiredTrait
import software.amazon.awssdk.core.util.SdkAutoConstructList
import software.amazon.awssdk.core.util.SdkAutoConstructMap
import software.amazon.awssdk.utils.builder.SdkBuilder
import java.time.Instant
import java.util.Optional

/** Objects of the SDK's classes with a value of its own in each of their members, so that none can be lost unseen. */
internal class SdkValues(
    private val onlyRequired: Boolean,
    private val leftOut: (SdkField<*>) -> Boolean = { false },
) {
    private var last = 0

    /** An object of [type] with all its members, or with those that are required. */
    fun of(type: Class<*>): SdkPojo = filled(type.getMethod("builder").invoke(null) as SdkPojo, 0)

    /** Null for a union whose one member would lie too deep. */
    private fun structure(
        field: SdkField<*>,
        depth: Int,
    ): SdkPojo? {
        val made = filled(field.constructor().get() as SdkPojo, depth)
        val isEmpty = made.sdkFields().all { isUnset(it.getValueOrDefault(made)) }
        return made.takeUnless { isEmpty && isUnion(made.javaClass) }
    }

    private fun isUnset(value: Any?) = value == null || value is SdkAutoConstructList<*> || value is SdkAutoConstructMap<*, *>

    private fun isUnion(type: Class<*>) = type.declaredClasses.any { it.isEnum && it.simpleName == "Type" }

    private fun filled(
        builder: SdkPojo,
        depth: Int,
    ): SdkPojo {
        val type = builder.javaClass.enclosingClass
        val fields = builder.sdkFields().filter { isWanted(it) && !leftOut(it) }
        for (field in if (isUnion(type)) builder.sdkFields().take(1) else fields) {
            value(field, builder, depth)?.let { field.set(builder, it) }
        }
        return (builder as SdkBuilder<*, *>).build() as SdkPojo
    }

    private fun isWanted(field: SdkField<*>) =
        !onlyRequired || field.containsTrait(RequiredTrait::class.java) || field.location() == MarshallLocation.PATH

    private fun value(
        field: SdkField<*>,
        owner: SdkPojo,
        depth: Int,
    ): Any? {
        val type = field.marshallingType()
        return when {
            depth > DEEPEST -> null

            type == MarshallingType.SDK_POJO -> structure(field, depth + 1)

            type == MarshallingType.LIST -> {
                val item = field.getTrait(ListTrait::class.java).memberFieldInfo()
                listOfNotNull(
                    value(item, owner, depth + 1)?.takeIf {
                        it !is String
                    } ?: enumOf(field, owner) ?: value(item, owner, depth + 1)
                )
            }

            type == MarshallingType.MAP -> {
                val item = field.getTrait(MapTrait::class.java).valueFieldInfo()
                value(item, owner, depth + 1)?.let { mapOf("k${++last}" to it) }
            }

            type == MarshallingType.STRING -> enumOf(field, owner) ?: "s${++last}"

            else -> simple(type, field)
        }
    }

    private fun simple(
        type: MarshallingType<*>,
        field: SdkField<*>,
    ): Any? {
        val number = ++last
        return when (type) {
            MarshallingType.INTEGER -> if (field.location() == MarshallLocation.STATUS_CODE) STATUS else number
            MarshallingType.LONG -> number.toLong()
            MarshallingType.SHORT -> (number % Short.MAX_VALUE).toShort()
            MarshallingType.BYTE -> (number % Byte.MAX_VALUE).toByte()
            MarshallingType.DOUBLE -> number + HALF
            MarshallingType.FLOAT -> (number % FLOATS) + HALF.toFloat()
            MarshallingType.BIG_DECIMAL -> number.toBigDecimal()
            MarshallingType.BOOLEAN -> true
            MarshallingType.INSTANT -> Instant.ofEpochSecond(SOME_TIME + number)
            MarshallingType.SDK_BYTES -> SdkBytes.fromUtf8String("b$number")
            MarshallingType.DOCUMENT -> Document.mapBuilder().putString("d", "d$number").build()
            else -> null
        }
    }

    /** A value of the enumeration that a setter of the member takes beside text; null where there is none. */
    private fun enumOf(
        field: SdkField<*>,
        owner: SdkPojo,
    ): String? =
        owner.javaClass.methods.filter { it.name.equals(field.memberName(), ignoreCase = true) && it.parameterCount == 1 }
            .firstNotNullOfOrNull { setter -> setter.parameterTypes[0].enumConstants?.firstOrNull()?.toString() }

    companion object {
        private const val DEEPEST = 4
        private const val STATUS = 200
        private const val HALF = 0.5
        private const val FLOATS = 100_000
        private const val SOME_TIME = 1_700_000_000L

        /** The simple values that are in [value], as text, in alphabetical order. Reading all shows that all can be read. */
        fun leaves(value: Any?): List<String> = ArrayList<String>().also { collect(value, it) }.sorted()

        private fun collect(
            value: Any?,
            into: MutableList<String>,
        ) {
            when (value) {
                null -> return
                is SdkPojo -> value.sdkFields().forEach { collect(it.getValueOrDefault(value), into) }
                is Collection<*> -> value.forEach { collect(it, into) }
                is Map<*, *> -> value.values.forEach { collect(it, into) }
                is Optional<*> -> collect(value.orElse(null), into)
                is SdkBytes -> into += "Blob(${value.asByteArrayUnsafe().size} bytes)"
                is kotlin.time.Instant -> into += Instant.ofEpochSecond(value.epochSeconds).toString()
                is Number -> into += value.toDouble().toString()
                is Document -> collect(value.unwrap(), into)
                else -> into += value.toString()
            }
        }
    }
}
