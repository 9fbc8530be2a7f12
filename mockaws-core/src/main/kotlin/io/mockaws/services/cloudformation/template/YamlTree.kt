@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.services.cloudformation.template

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral
import org.snakeyaml.engine.v2.api.LoadSettings
import org.snakeyaml.engine.v2.api.lowlevel.Compose
import org.snakeyaml.engine.v2.common.ScalarStyle
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException
import org.snakeyaml.engine.v2.exceptions.YamlEngineException
import org.snakeyaml.engine.v2.nodes.MappingNode
import org.snakeyaml.engine.v2.nodes.Node
import org.snakeyaml.engine.v2.nodes.ScalarNode
import org.snakeyaml.engine.v2.nodes.SequenceNode
import org.snakeyaml.engine.v2.schema.FailsafeSchema

/**
 * A template in YAML, with the short forms of functions. Keeps in [positions] where its parts stand. Numbers keep their
 * digits, and `yes`, `012` and `2012-10-17` stay the texts that they are.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
internal class YamlTree(
    private val positions: MutableMap<String, Position>,
) {
    fun read(text: String): JsonElement? =
        try {
            // What scalars are is decided here: other schemas take `${Name}` for a variable of the environment.
            val settings = LoadSettings.builder().setSchema(
                FailsafeSchema()
            ).setMaxAliasesForCollections(MAX_ALIASES).build()
            Compose(settings).composeString(text).map { value(it, "") }.orElse(null)
        } catch (malformed: MarkedYamlEngineException) {
            throw TemplateFaults.notWellFormed("YAML", malformed.problemMark.map(::positionOf).orElse(null))
        } catch (_: YamlEngineException) {
            throw TemplateFaults.notWellFormed("YAML", null)
        }

    private fun positionOf(mark: org.snakeyaml.engine.v2.exceptions.Mark) = Position(mark.line + 1, mark.column + 1)

    private fun value(
        node: Node,
        path: String,
    ): JsonElement {
        node.startMark.ifPresent { positions[path] = positionOf(it) }
        val tag = node.tag.value
        if (!tag.startsWith('!') || tag.length == 1 || tag == OF_THE_PARSER) return plain(node, path)
        val name = if (tag in PLAIN_TAGS) tag.substring(1) else "Fn::" + tag.substring(1)
        val inner = "$path/$name"
        node.startMark.ifPresent { positions[inner] = positionOf(it) }
        return JsonObject(mapOf(name to if (tag == GET_ATT) attribute(node, inner) else plain(node, inner)))
    }

    /** `Queue.Arn`: the attribute is all behind the first dot. */
    private fun attribute(
        node: Node,
        path: String,
    ): JsonElement {
        if (node !is ScalarNode) return plain(node, path)
        return JsonArray(node.value.split('.', limit = 2).map(::JsonPrimitive))
    }

    private fun plain(
        node: Node,
        path: String,
    ): JsonElement =
        when (node) {
            is MappingNode -> {
                val members = LinkedHashMap<String, JsonElement>()
                for (tuple in node.value) {
                    val name =
                        (tuple.keyNode as? ScalarNode)?.value
                            ?: throw TemplateFaults.format("unsupported structure.", path)
                    members[name] = value(tuple.valueNode, "$path/$name")
                    tuple.keyNode.startMark.ifPresent { positions["$path/$name"] = positionOf(it) }
                }
                JsonObject(members)
            }

            is SequenceNode -> JsonArray(node.value.mapIndexed { i, item -> value(item, "$path/$i") })

            is ScalarNode -> scalar(node)

            else -> throw TemplateFaults.format("unsupported structure.", path)
        }

    private fun scalar(node: ScalarNode): JsonElement {
        val text = node.value
        if (node.scalarStyle != ScalarStyle.PLAIN || node.tag.value.startsWith('!')) return JsonPrimitive(text)
        return when {
            text in NULLS -> JsonNull
            text.lowercase() == "true" -> JsonPrimitive(true)
            text.lowercase() == "false" -> JsonPrimitive(false)
            NUMBER.matches(text) -> JsonUnquotedLiteral(text)
            else -> JsonPrimitive(text)
        }
    }

    private companion object {
        const val GET_ATT = "!GetAtt"

        /** What the parser makes of a plain `${Name}`, which is a text. */
        const val OF_THE_PARSER = "!ENV_VARIABLE"
        const val MAX_ALIASES = 1000
        val PLAIN_TAGS = setOf("!Ref", "!Condition")
        val NULLS = setOf("", "~", "null", "Null", "NULL")
        val NUMBER = Regex("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
    }
}
