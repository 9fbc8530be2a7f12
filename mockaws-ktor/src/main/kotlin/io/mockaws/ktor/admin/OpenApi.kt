package io.mockaws.ktor.admin

import io.mockaws.MockAws
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import kotlinx.serialization.json.Json as Format

/**
 * The description of the server's own routes, made from the routes that serve, so that none is missing or too much.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>
 */
internal object OpenApi {
    val description =
        Description("This description", Answer(200, "OpenAPI 3.1", """{"openapi": "3.1.1", "{part}": null}"""))

    fun of(routes: List<Route>): JsonObject =
        buildJsonObject {
            put("openapi", "3.1.1")
            putJsonObject("info") {
                put("title", "mockaws")
                put("version", MockAws::class.java.`package`.implementationVersion ?: "development")
            }
            putJsonObject("paths") {
                for ((path, there) in routes.groupBy { it.path.openApi }) {
                    putJsonObject(path) {
                        there.forEach { route -> putJsonObject(route.method!!.lowercase()) { describe(route) } }
                    }
                }
            }
            putJsonObject("components") {
                putJsonObject("responses") {
                    putJsonObject("Error") {
                        put("description", "What is wrong; nothing was done")
                        content("application/json", Example("""{"Error": "There is no fault 7"}"""))
                    }
                }
            }
        }

    private fun JsonObjectBuilder.describe(route: Route) {
        val description = checkNotNull(route.description) { "${route.method} ${route.path} is not described" }
        put("operationId", operationId(route))
        put("summary", description.summary)
        putJsonArray("parameters") {
            description.parameters.forEach { parameter ->
                val isLabel = parameter.name in route.path.labels
                addJsonObject {
                    put("name", parameter.name)
                    put("in", if (isLabel) "path" else "query")
                    put("required", isLabel || !parameter.isOptional)
                    put("description", parameter.description)
                    put("schema", schema(parameter.type))
                    put("example", exampleOf(parameter))
                }
            }
        }
        description.body?.let { putJsonObject("requestBody") { describe(it) } }
        putJsonObject("responses") {
            putJsonObject("${description.answer.status}") {
                put("description", description.answer.description)
                description.answer.mediaType?.let { type ->
                    content(type, description.answer.example?.let { Example(it) })
                }
            }
            putJsonObject("default") { put("\$ref", "#/components/responses/Error") }
        }
    }

    private fun JsonObjectBuilder.describe(body: Body) {
        put("required", true)
        putJsonObject("content") {
            putJsonObject("application/json") {
                putJsonObject("schema") {
                    put("type", "object")
                    putJsonObject("properties") {
                        for (member in body) {
                            put(
                                member.name,
                                JsonObject(schema(member.type) + ("description" to JsonPrimitive(member.description)))
                            )
                        }
                    }
                    put("required", JsonArray(body.filter { it.isRequired }.map { JsonPrimitive(it.name) }))
                    put("additionalProperties", false)
                }
                put("example", Format.parseToJsonElement(body.example))
            }
        }
    }

    private fun JsonObjectBuilder.content(
        mediaType: String,
        example: Example?,
    ) = putJsonObject("content") {
        putJsonObject(mediaType) {
            if (example != null) {
                put("schema", example.schema)
                put("example", example.shown)
            }
        }
    }

    private fun schema(type: Type): JsonObject =
        buildJsonObject {
            put("type", type.openApi)
            type.format?.let { put("format", it) }
        }

    private fun exampleOf(parameter: Parameter): JsonElement =
        if (parameter.type.openApi ==
            "string"
        ) {
            JsonPrimitive(parameter.example)
        } else {
            Format.parseToJsonElement(parameter.example)
        }

    /** `getCallsLive` of GET /_mockaws/calls/live, `deleteFaultsById` of DELETE /_mockaws/faults/{id}. */
    private fun operationId(route: Route): String {
        val words = route.path.openApi.removePrefix("/_mockaws").split('/').filter { it.isNotEmpty() }
        return route.method!!.lowercase() +
            words.joinToString("") { word ->
                val isLabel = word.startsWith('{')
                val name = word.trim('{', '}').removeSuffix(".json").replaceFirstChar { it.uppercase() }
                if (isLabel) "By$name" else name
            }
    }
}
