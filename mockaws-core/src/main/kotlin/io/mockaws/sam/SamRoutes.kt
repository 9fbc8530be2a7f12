package io.mockaws.sam

import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The routes of a template of CloudFormation's: what the definitions of its APIs say. */
internal object SamRoutes {
    private val APIS = setOf("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api")
    private val FUNCTION = Regex("""functions/\$\{([A-Za-z0-9]+)(?:\.Arn)?}""")

    /** The APIs of [template], and each with the resource that is its stage, where there is one. */
    fun stages(template: JsonObject): Map<String, String?> {
        val resources = template.section("Resources")
        return apis(resources).mapValues { (api, _) ->
            resources.entries.firstOrNull { (_, resource) ->
                resource is JsonObject && resource.textAt("Type").orEmpty().endsWith("::Stage") && isOf(resource, api)
            }?.key
        }
    }

    private fun isOf(
        stage: JsonObject,
        api: String,
    ): Boolean = stage.section("Properties").let { (it["RestApiId"] ?: it["ApiId"]) == ref(api) }

    private fun ref(id: String) = JsonObject(mapOf("Ref" to JsonPrimitive(id)))

    fun of(template: JsonObject): List<SamRoute> {
        val resources = template.section("Resources")
        return apis(resources).flatMap { (api, resource) ->
            resource.section("Properties").section("Body").section("paths").flatMap { (path, item) ->
                unconditional(item).filterKeys { it !in NO_METHODS }.mapNotNull { (method, definition) ->
                    val integration = unconditional(definition).section("x-amazon-apigateway-integration")
                    if (integration.isEmpty() || integration.textAt("type") == "mock") return@mapNotNull null
                    route(api, path, method, functionOf(integration["uri"], resources), resources)
                }
            }
        }
    }

    private fun route(
        api: String,
        path: String,
        method: String,
        function: String?,
        resources: JsonObject,
    ): SamRoute {
        val properties = resources.section(function.orEmpty()).section("Properties")
        val code = properties.section("Code")
        val place = code.textAt("S3Key").takeIf { code.textAt("S3Bucket") == "hot-reload" }
        val name = if (method == "x-amazon-apigateway-any-method") "ANY" else method.uppercase()
        return SamRoute(api, name, path, function, place)
    }

    /** The function that [uri] leads to, by itself or by an alias. */
    private fun functionOf(
        uri: JsonElement?,
        resources: JsonObject,
    ): String? {
        val text = texts(uri).firstNotNullOfOrNull { FUNCTION.find(it) }?.groupValues?.get(1) ?: return null
        val resource = resources.section(text)
        if (resource.textAt("Type") != "AWS::Lambda::Alias") return text
        return resource.section("Properties").section("FunctionName").textAt("Ref")
    }

    private fun texts(value: JsonElement?): List<String> =
        when (value) {
            is JsonObject -> value.values.flatMap(::texts)
            is JsonArray -> value.flatMap(::texts)
            is JsonPrimitive -> listOf(value.content)
            null -> emptyList()
        }

    /** [value], or what a condition gives where it holds. */
    private fun unconditional(value: JsonElement): JsonObject {
        val fields = value as? JsonObject ?: return JsonObject(emptyMap())
        val branches = fields["Fn::If"] as? JsonArray ?: return fields
        return branches.drop(1).firstNotNullOfOrNull { it as? JsonObject }?.takeIf { "Ref" !in it }
            ?: JsonObject(emptyMap())
    }

    private fun apis(resources: JsonObject): Map<String, JsonObject> =
        resources.mapNotNull { (id, resource) ->
            (resource as? JsonObject)?.takeIf { it.textAt("Type") in APIS }?.let {
                id to
                    it
            }
        }.toMap()

    private val NO_METHODS = setOf("parameters", "summary", "description", "servers")
}
