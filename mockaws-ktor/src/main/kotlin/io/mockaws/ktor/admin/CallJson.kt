package io.mockaws.ktor.admin

import io.mockaws.testing.Call
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64

/** Calls of the journal as JSON. */
internal object CallJson {
    /** Characters of an input or output in a list of calls. */
    private const val SHOWN = 4 * 1024

    /** With as much of input and output as a list bears; what is cut says how much. */
    fun cut(call: Call): JsonObject = describe(call) { Cutting(SHOWN).of(it) }

    /** With all of them. */
    fun whole(call: Call): JsonObject = describe(call, ::of)

    private fun describe(
        call: Call,
        document: (Any?) -> JsonElement,
    ) = buildJsonObject {
        put("number", call.number)
        put("at", "${call.at}")
        put("durationMillis", call.duration.inWholeMilliseconds)
        put("service", call.service)
        put("operation", call.operation)
        put("region", call.region)
        put("account", call.account)
        put("requestId", call.requestId)
        put("attempt", call.attempt)
        put("thread", call.thread)
        put("coroutine", call.coroutine)
        put("status", call.status)
        put("errorCode", call.errorCode)
        put("errorMessage", call.errorMessage)
        put("hint", call.hint)
        put("answeredBy", call.answeredBy)
        put("derived", call.isDerived)
        put("principal", call.principal)
        put("decision", call.decision)
        put("calledBy", call.calledBy)
        put("causedBy", call.causedBy)
        put("notHonoured", JsonArray(call.notHonoured.map { JsonPrimitive(it) }))
        put("input", kept { document(call.input) })
        put("output", kept { document(call.output) })
    }

    /** What [read] gives, or why it cannot: the journal lets go of long documents when memory runs short. */
    private inline fun kept(read: () -> JsonElement): JsonElement =
        try {
            read()
        } catch (gone: IllegalStateException) {
            JsonObject(mapOf("..." to JsonPrimitive(gone.message)))
        }

    /** A document of the journal: bytes in base64, instants in ISO 8601. */
    fun of(value: Any?): JsonElement =
        when (value) {
            null -> JsonNull
            is Boolean -> JsonPrimitive(value)
            is Number -> JsonPrimitive(value)
            is Map<*, *> -> JsonObject(value.entries.associate { (name, member) -> "$name" to of(member) })
            is Iterable<*> -> JsonArray(value.map { of(it) })
            is Blob -> JsonPrimitive(Base64.getEncoder().encodeToString(value.bytes))
            else -> JsonPrimitive("$value")
        }

    /** The same, until [left] characters are used up. */
    private class Cutting(
        private var left: Int,
    ) {
        fun of(value: Any?): JsonElement =
            when (value) {
                is Map<*, *> -> members(value)
                is Iterable<*> -> items(value.toList())
                is Blob -> bytes(value)
                null, is Boolean, is Number -> CallJson.of(value).also { left -= "$it".length }
                else -> text("$value")
            }

        private fun bytes(value: Blob): JsonElement {
            if (value.size <= left) return CallJson.of(value).also { left -= value.size }
            val shown = Base64.getEncoder().encodeToString(value.bytes.copyOf(left.coerceAtLeast(0)))
            left = 0
            return JsonPrimitive("$shown... (cut: ${value.size} bytes in all)")
        }

        private fun text(value: String): JsonElement {
            val shown = value.take(left.coerceAtLeast(0))
            left -= value.length
            return JsonPrimitive(
                if (shown.length == value.length) value else "$shown... (cut: ${value.length} characters in all)",
            )
        }

        private fun members(value: Map<*, *>): JsonElement {
            val shown = LinkedHashMap<String, JsonElement>()
            for ((name, member) in value) {
                if (left <= 0) {
                    shown["..."] = JsonPrimitive("cut: ${value.size} members in all")
                    break
                }
                left -= "$name".length
                shown["$name"] = of(member)
            }
            return JsonObject(shown)
        }

        private fun items(value: List<*>): JsonElement {
            val shown = ArrayList<JsonElement>()
            for (item in value) {
                if (left <= 0) {
                    shown += JsonPrimitive("... (cut: ${value.size} in all)")
                    break
                }
                shown += of(item)
            }
            return JsonArray(shown)
        }
    }
}
