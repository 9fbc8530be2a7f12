package io.mockaws.services.apigateway.openapi

import io.mockaws.kit.StrictJson
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.template.TemplateValues
import org.snakeyaml.engine.v2.api.Load
import org.snakeyaml.engine.v2.api.LoadSettings
import org.snakeyaml.engine.v2.exceptions.YamlEngineException

/** A definition of an API by OpenAPI 2 or 3, with what AWS adds to it. */
internal class OpenApiDocument private constructor(
    val root: Members,
) {
    val isSecond: Boolean = root["swagger"]?.toString() == "2.0"

    val info: Members get() = root.part("info")

    /** Schemas by name. */
    val schemas: Map<String, Members>
        get() = if (isSecond) root.parts("definitions") else root.part("components").parts("schemas")

    /** Ways to prove who one is, by name. */
    val securitySchemes: Map<String, Members>
        get() = if (isSecond) root.parts("securityDefinitions") else root.part("components").parts("securitySchemes")

    val paths: Map<String, Members> get() = root.parts("paths").filterValues { (it as Any?) is Map<*, *> }

    /** The path that all others stand below: `/v1`; empty for none. */
    val basePath: String
        get() {
            if (isSecond) return root.text("basePath").orEmpty().trim('/').let { if (it.isEmpty()) "" else "/$it" }

            @Suppress("UNCHECKED_CAST")
            val server = (root["servers"] as? List<Members>)?.firstOrNull() ?: return ""
            val variables = server.parts("variables").mapValues { it.value["default"].toString() }
            val template = server.text("url").orEmpty()
            val url = Regex("\\{(\\w+)}").replace(template) { variables[it.groupValues[1]].orEmpty() }
            val path = "/" + url.substringAfter("://").substringAfter('/', "")
            return path.trim('/').let { if (it.isEmpty()) "" else "/$it" }
        }

    /** [members], or what its `\$ref` leads to in this document. */
    fun resolved(members: Members): Members {
        val ref = members.text("\$ref") ?: return members
        val steps = ref.removePrefix("#/").split('/').map { it.replace("~1", "/").replace("~0", "~") }
        return steps.fold(root) { at, name -> at.part(name) }
    }

    companion object {
        /** @throws io.mockaws.engine.AwsFault for what is no such document */
        fun of(bytes: ByteArray): OpenApiDocument {
            val root = treeOf(bytes) ?: throw invalid()
            if ("swagger" !in root && "openapi" !in root) throw invalid()
            if ("info" !in root || "paths" !in root) throw invalid()
            if ("swagger" in root && root["swagger"].toString() != "2.0") throw invalid()
            if ("openapi" in root && !root["openapi"].toString().startsWith("3.")) throw invalid()
            return OpenApiDocument(root)
        }

        /** The members of a document in JSON or YAML; null where it is neither. */
        @Suppress("UNCHECKED_CAST")
        fun treeOf(bytes: ByteArray): Members? {
            val text = bytes.decodeToString()
            val isJson = text.trimStart().startsWith("{")
            return (if (isJson) TemplateValues.of(StrictJson.parse(text)) else yamlTree(text)) as? Members
        }

        private fun invalid() = ApiFaults.badRequest("Invalid OpenAPI input.")

        private fun yamlTree(text: String): Any? =
            try {
                plain(Load(LoadSettings.builder().build()).loadFromString(text))
            } catch (_: YamlEngineException) {
                null
            }

        /** With keys that are texts: YAML has numbers for statuses. */
        private fun plain(value: Any?): Any? =
            when (value) {
                is Map<*, *> -> value.entries.associate { "${it.key}" to plain(it.value) }
                is List<*> -> value.map(::plain)
                is java.math.BigInteger -> value.toLong()
                else -> value
            }
    }
}
