package io.mockaws.services.cloudformation.resource

import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.Base64

/** The functions of [Expression]s. Each gives null where it knows nothing. */
internal object ExpressionFunctions {
    fun call(
        name: String,
        arguments: List<JsonElement?>,
        known: Known,
    ): JsonElement? {
        val first = arguments.first()
        val second = arguments.getOrNull(1)
        return when (name) {
            // The end of an ARN or a path.
            "last" -> first?.scalar?.let { JsonPrimitive(it.substringAfterLast('/').substringAfterLast(':')) }

            // One of the parts of an ARN, by its number.
            "part" -> first?.scalar?.split(':')?.getOrNull(second!!.scalar!!.toInt())?.let(::JsonPrimitive)

            "values" -> (first as? JsonArray)?.let { items ->
                JsonArray(items.map { JsonObject(mapOf("Value" to it)) })
            }

            "joined" -> (first as? JsonArray)?.let { items ->
                JsonPrimitive(items.joinToString(",") { it.scalar.orEmpty() })
            }

            "list" -> first?.let { JsonArray(listOf(it)) }

            "or" -> arguments.firstOrNull { it != null }

            "given" -> first?.let { JsonPrimitive(true) }

            "true" -> first?.takeIf { it.scalar == "true" }

            "json" -> first?.let { JsonPrimitive(text(it)) }

            "base" -> first?.let { JsonPrimitive(base64(text(it).encodeToByteArray())) }

            "kebab" -> first?.scalar?.let { JsonPrimitive(it.replace(Regex("(?<=[a-z])([A-Z])"), "-$1").lowercase()) }

            "location" -> known.region.takeIf { it != "us-east-1" }?.let(::JsonPrimitive)

            "zip" -> (first as? JsonObject)?.let { InlineCode.zipped(it, second?.scalar) }

            "zipfile" -> (first as? JsonObject)?.takeIf {
                "ZipFile" in it
            }?.let { (InlineCode.zipped(it, second?.scalar) as JsonObject)["ZipFile"] }

            "substituted" -> first?.let { JsonPrimitive(substituted(text(it), second as? JsonObject)) }

            "generated" -> generated(first as? JsonObject, second?.scalar)

            "pairs" -> (first as? JsonArray)?.let { pairs(it, second!!.scalar!!, arguments[2]!!.scalar!!) }

            "patch" -> Patches.of(known)

            "parts" -> first?.let { Patches.below(it, second!!.scalar!!) }

            "methods" -> (first as? JsonArray)?.let(Patches::methods)

            "permissions" -> (first as? JsonObject)?.let(IpPermissions::of)

            "tagged" -> second?.let { tagged(first!!, it) }

            "lifecycle" -> (first as? JsonObject)?.let(LifecycleRules::of)

            else -> error("There is no function $name")
        }
    }

    private fun text(value: JsonElement) = value.scalar ?: value.toString()

    private fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)

    /** `${name}` of definitions of state machines. */
    private fun substituted(
        text: String,
        values: JsonObject?,
    ): String = values.orEmpty().entries.fold(text) { made, (name, value) -> made.replace("\${$name}", text(value)) }

    /** A secret that is made up, in its template. */
    private fun generated(
        settings: JsonObject?,
        password: String?,
    ): JsonElement? {
        if (settings == null || password == null) return null
        val template = settings.textAt("SecretStringTemplate") ?: return JsonPrimitive(password)
        val key = settings.textAt("GenerateStringKey").orEmpty()
        val whole =
            StrictJson.parse(template) as? JsonObject
                ?: throw TemplateFaults.invalid("The SecretStringTemplate is no JSON object")
        return JsonPrimitive(JsonObject(whole + (key to JsonPrimitive(password))).toString())
    }

    /** A list of structures as a map. */
    private fun pairs(
        items: JsonArray,
        key: String,
        value: String,
    ) = JsonObject(
        items.mapNotNull { it as? JsonObject }.mapNotNull { item ->
            item[value]?.let {
                item.textAt(key).orEmpty() to
                    it
            }
        }.toMap()
    )

    /** Tags as EC2 takes them when it makes something. */
    private fun tagged(
        kind: JsonElement,
        tags: JsonElement,
    ) = JsonArray(listOf(JsonObject(mapOf("ResourceType" to kind, "Tags" to tags))))
}
