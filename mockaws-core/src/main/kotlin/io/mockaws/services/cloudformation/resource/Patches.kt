package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Changes as Amazon API Gateway takes them.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
internal object Patches {
    /** The settings of methods, and where they are. */
    private val METHOD =
        mapOf(
            "CacheDataEncrypted" to "caching/dataEncrypted",
            "CacheTtlInSeconds" to "caching/ttlInSeconds",
            "CachingEnabled" to "caching/enabled",
            "DataTraceEnabled" to "logging/dataTrace",
            "LoggingLevel" to "logging/loglevel",
            "MetricsEnabled" to "metrics/enabled",
            "ThrottlingBurstLimit" to "throttling/burstLimit",
            "ThrottlingRateLimit" to "throttling/rateLimit",
        )

    /** All that has changed. */
    fun of(known: Known): JsonElement =
        JsonArray(
            known.rest.filterKeys { it in known.changed }.flatMap { (name, value) ->
                below(
                    value,
                    "/" + lowered(name)
                ) as JsonArray
            }
        )

    /** [value] at [path]: itself, or each of its members. */
    fun below(
        value: JsonElement,
        path: String,
    ): JsonElement = JsonArray(
        if (value is JsonObject) {
            value.map { (name, item) ->
                one("$path/${lowered(name)}", item)
            }
        } else {
            listOf(one(path, value))
        }
    )

    /** The settings of a stage's methods. */
    fun methods(settings: JsonArray): JsonElement =
        JsonArray(
            settings.mapNotNull { it as? JsonObject }.flatMap { setting ->
                val resource = setting.textAt(
                    "ResourcePath"
                ).orEmpty().removePrefix("/").replace("~", "~0").replace("/", "~1").ifEmpty {
                    "~1"
                }
                val method = setting.textAt("HttpMethod") ?: "*"
                METHOD.mapNotNull { (name, path) -> setting[name]?.let { one("/$resource/$method/$path", it) } }
            },
        )

    private fun one(
        path: String,
        value: JsonElement,
    ) = buildJsonObject {
        put("op", "replace")
        put("path", path)
        put("value", value.scalar ?: value.toString())
    }

    private fun lowered(name: String) = name.replaceFirstChar(Char::lowercase)
}
