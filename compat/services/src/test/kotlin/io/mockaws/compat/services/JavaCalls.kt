package io.mockaws.compat.services

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.double
import kotlinx.serialization.json.float
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.SdkClient
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.document.Document
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.ListTrait
import software.amazon.awssdk.core.traits.MapTrait
import software.amazon.awssdk.utils.builder.SdkBuilder
import java.lang.reflect.InvocationTargetException
import java.time.Instant
import java.util.Optional

/** Calls of any client of the AWS SDK for Java, with inputs and answers as JSON by AWS's own member names. */
internal class JavaCalls(
    private val client: SdkClient,
) {
    /** The members that [operation] answers. Throws what the client throws. */
    fun call(
        operation: String,
        input: JsonObject,
    ): JsonObject {
        val name = operation.replaceFirstChar { it.lowercase() }
        val method =
            client.javaClass.methods.filter { it.name.equals(name, ignoreCase = true) && it.parameterCount == 1 }
                .first { SdkPojo::class.java.isAssignableFrom(it.parameterTypes[0]) }
        val builder = method.parameterTypes[0].getMethod("builder").invoke(null)
        fill(builder as SdkPojo, input)
        val request = (builder as SdkBuilder<*, *>).build()
        try {
            method.trySetAccessible()
            return read(method.invoke(client, request) as SdkPojo)
        } catch (failure: InvocationTargetException) {
            throw failure.targetException
        }
    }

    private fun fill(
        builder: SdkPojo,
        members: JsonObject,
    ) {
        for ((name, value) in members) {
            val field = builder.sdkFields().first { it.memberName() == name }
            field.set(builder, valueOf(field, value))
        }
    }

    private fun valueOf(
        field: SdkField<*>,
        value: JsonElement,
    ): Any? {
        val type = field.marshallingType()
        return when {
            type == MarshallingType.SDK_POJO -> (field.constructor().get() as SdkPojo).also { fill(it, value.jsonObject) }
                .let { (it as SdkBuilder<*, *>).build() }

            type == MarshallingType.LIST -> value.jsonArray.map { valueOf(field.getTrait(ListTrait::class.java).memberFieldInfo(), it) }

            type == MarshallingType.MAP -> value.jsonObject.mapValues {
                valueOf(field.getTrait(MapTrait::class.java).valueFieldInfo(), it.value)
            }

            type == MarshallingType.DOCUMENT -> Document.mapBuilder().build()

            else -> simple(type, value.jsonPrimitive)
        }
    }

    private fun simple(
        type: MarshallingType<*>,
        value: JsonPrimitive,
    ): Any =
        when (type) {
            MarshallingType.INTEGER -> value.int
            MarshallingType.LONG -> value.long
            MarshallingType.SHORT -> value.int.toShort()
            MarshallingType.DOUBLE -> value.double
            MarshallingType.FLOAT -> value.float
            MarshallingType.BOOLEAN -> value.boolean
            MarshallingType.INSTANT -> Instant.parse(value.content)
            MarshallingType.SDK_BYTES -> SdkBytes.fromUtf8String(value.content)
            else -> value.content
        }

    private fun read(answer: SdkPojo): JsonObject =
        JsonObject(
            answer.sdkFields().associate { field -> field.memberName() to json(field.getValueOrDefault(answer)) }.filterValues {
                it !=
                    JsonNull
            }
        )

    private fun json(value: Any?): JsonElement =
        when (value) {
            null -> JsonNull
            is SdkPojo -> read(value)
            is Collection<*> -> JsonArray(value.map(::json))
            is Map<*, *> -> JsonObject(value.entries.associate { it.key.toString() to json(it.value) })
            is Number -> JsonPrimitive(value)
            is Boolean -> JsonPrimitive(value)
            is SdkBytes -> JsonPrimitive(value.asUtf8String())
            is Optional<*> -> json(value.orElse(null))
            else -> JsonPrimitive(value.toString())
        }

    companion object {
        fun parse(text: String): JsonObject = Json.parseToJsonElement(text).jsonObject
    }
}
