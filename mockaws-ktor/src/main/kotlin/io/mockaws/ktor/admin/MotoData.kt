package io.mockaws.ktor.admin

import io.mockaws.MockAws
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import kotlinx.serialization.json.Json as Format

/** What is in the services in every account and region, under the names that moto has for kinds and attributes. */
internal class MotoData(
    private val aws: MockAws,
) {
    /** `{"sqs": {"Queue": [{"name": "jobs", ...}]}}` */
    fun all(): JsonObject =
        buildJsonObject {
            for (service in aws.services.sorted()) {
                // What moto keeps of streams it keeps with their tables; derived services have no kinds of its own.
                val kind = KINDS[service] ?: continue
                putJsonObject(service) { put(kind.name, JsonArray(rows(service).map { thing(kind, it) }.toList())) }
            }
        }

    private fun thing(
        kind: Kind,
        row: Map<String, JsonElement>,
    ): JsonObject =
        buildJsonObject {
            put("account_id", row.getValue("Account"))
            put("name", row.getValue("Name"))
            put(kind.region, row.getValue("Region"))
        }

    /** The rows of [service]'s own page by the names of their columns. */
    private fun rows(service: String): Sequence<Map<String, JsonElement>> =
        generateSequence(table(service, after = null)) { table ->
            table.getValue("next").jsonPrimitive.contentOrNull?.let { table(service, it) }
        }.flatMap { table ->
            val columns = table.getValue("columns").jsonArray.map {
                it.jsonObject.getValue("name").jsonPrimitive.content
            }
            table.getValue("rows").jsonArray.map { columns.zip(it.jsonObject.getValue("cells").jsonArray).toMap() }
        }

    private fun table(
        service: String,
        after: String?,
    ): JsonObject {
        val page = checkNotNull(aws.state.look(service, emptyList(), after, ROWS)) { "$service shows nothing" }
        return Format.parseToJsonElement(page).jsonObject.getValue("table").jsonObject
    }

    private class Kind(
        val name: String,
        val region: String,
    )

    private companion object {
        const val ROWS = 1000

        /** By the name of the service. */
        val KINDS =
            mapOf(
                "dynamodb" to Kind("Table", "region_name"),
                "s3" to Kind("FakeBucket", "region_name"),
                "sqs" to Kind("Queue", "region"),
            )
    }
}
