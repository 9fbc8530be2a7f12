package io.mockaws.kit

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** JSON of any kind in a state, which is kept in a format of its own: `val policy: List<JsonText>`. */
internal typealias JsonText =
    @Serializable(with = JsonTextSerializer::class)
    JsonElement

/** The same for an object: `val target: JsonObjectText`. */
internal typealias JsonObjectText =
    @Serializable(with = JsonObjectTextSerializer::class)
    JsonObject

/** Writes JSON as its text: kotlinx writes it into JSON alone. */
internal object JsonTextSerializer : KSerializer<JsonElement> {
    override val descriptor: SerialDescriptor =
        PrimitiveSerialDescriptor("io.mockaws.kit.JsonText", PrimitiveKind.STRING)

    override fun serialize(
        encoder: Encoder,
        value: JsonElement,
    ) = encoder.encodeString(value.toString())

    override fun deserialize(decoder: Decoder): JsonElement = Json.parseToJsonElement(decoder.decodeString())
}

/** As [JsonTextSerializer], for objects. */
internal object JsonObjectTextSerializer : KSerializer<JsonObject> {
    override val descriptor: SerialDescriptor =
        PrimitiveSerialDescriptor("io.mockaws.kit.JsonObjectText", PrimitiveKind.STRING)

    override fun serialize(
        encoder: Encoder,
        value: JsonObject,
    ) = JsonTextSerializer.serialize(encoder, value)

    override fun deserialize(decoder: Decoder): JsonObject = JsonTextSerializer.deserialize(decoder).jsonObject
}
