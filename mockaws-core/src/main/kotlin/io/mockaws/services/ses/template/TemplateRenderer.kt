package io.mockaws.services.ses.template

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Puts data into templates. SES escapes nothing, in HTML neither. One for all parts of a mail, which share inline partials. */
internal class TemplateRenderer(
    private val data: JsonObject,
) {
    private val partials = HashMap<String, List<TemplateNode>>()

    /** The thing that a name is looked up in, what it is in, and what `each` tells of it. */
    private class Scope(
        val value: JsonElement,
        val outer: Scope?,
        val facts: Map<String, JsonElement> = emptyMap(),
    )

    /**
     * [template] with the data in it.
     *
     * @throws MissingAttribute for a variable that the data lacks
     * @throws BadTemplate for a template that cannot be read
     */
    fun render(template: String): String =
        StringBuilder().also { render(TemplateParser.parse(template), Scope(data, null), it, 0) }.toString()

    private fun render(
        nodes: List<TemplateNode>,
        scope: Scope,
        out: StringBuilder,
        depth: Int,
    ) {
        if (depth > DEEPEST) throw BadTemplate("A partial refers to itself")
        for (node in nodes) {
            when (node) {
                is TemplateNode.Text -> out.append(node.text)
                is TemplateNode.Value -> out.append(text(find(node.path, scope) ?: throw MissingAttribute(node.path)))
                is TemplateNode.Inline -> partials[node.name] = node.body
                is TemplateNode.Partial -> partial(node, scope, out, depth)
                is TemplateNode.Block -> block(node, scope, out, depth)
            }
        }
    }

    private fun partial(
        node: TemplateNode.Partial,
        scope: Scope,
        out: StringBuilder,
        depth: Int,
    ) {
        val body = partials[node.name] ?: throw BadTemplate("The partial ${node.name} could not be found")
        val inner = node.path?.let { Scope(find(it, scope) ?: throw MissingAttribute(it), scope) } ?: scope
        render(body, inner, out, depth + 1)
    }

    private fun block(
        node: TemplateNode.Block,
        scope: Scope,
        out: StringBuilder,
        depth: Int,
    ) {
        val value = find(node.path, scope)
        val isTrue = isTrue(value)
        when (node.helper) {
            "if" -> render(if (isTrue) node.body else node.otherwise, scope, out, depth)
            "unless" -> render(if (isTrue) node.otherwise else node.body, scope, out, depth)
            "with" -> render(if (isTrue) node.body else node.otherwise, withScope(value, scope, isTrue), out, depth)
            else -> each(node, value, scope, out, depth)
        }
    }

    private fun withScope(
        value: JsonElement?,
        scope: Scope,
        isTrue: Boolean,
    ): Scope = if (isTrue && value != null) Scope(value, scope) else scope

    private fun each(
        node: TemplateNode.Block,
        value: JsonElement?,
        scope: Scope,
        out: StringBuilder,
        depth: Int,
    ) {
        val entries: List<Pair<String?, JsonElement>> =
            when (value) {
                is JsonArray -> value.map { null to it }
                is JsonObject -> value.map { it.key to it.value }
                else -> emptyList()
            }
        if (entries.isEmpty()) return render(node.otherwise, scope, out, depth)
        entries.forEachIndexed { index, (key, item) ->
            val facts =
                mapOf(
                    "@index" to JsonPrimitive(index),
                    "@key" to JsonPrimitive(key ?: "$index"),
                    "@first" to JsonPrimitive(index == 0),
                    "@last" to JsonPrimitive(index == entries.lastIndex),
                )
            render(node.body, Scope(item, scope, facts), out, depth)
        }
    }

    private fun find(
        path: String,
        scope: Scope,
    ): JsonElement? {
        if (path.startsWith('@')) return generateSequence(scope) { it.outer }.firstNotNullOfOrNull { it.facts[path] }
        if (path == "." || path == "this") return scope.value
        if (path.startsWith("../")) return scope.outer?.let { find(path.substring(UP), it) }
        val names = path.removePrefix("this.").removePrefix("this/").removePrefix("./").split('.', '/')
            .map { it.removeSurrounding("[", "]") }
        val isOwn = names.size < path.split('.', '/').size
        // A name that the thing itself lacks is looked up in what it is in, as Handlebars does in Java.
        val outward = generateSequence(scope) { it.outer }
        val start = if (isOwn) scope else outward.firstOrNull { of(it.value, names[0]) != null }
        return names.fold(start?.value) { value, name -> value?.let { of(it, name) } }
    }

    private fun of(
        value: JsonElement,
        name: String,
    ): JsonElement? =
        when (value) {
            is JsonObject -> value[name].takeIf { it !is JsonNull }

            is JsonArray -> if (name ==
                "length"
            ) {
                JsonPrimitive(value.size)
            } else {
                name.toIntOrNull()?.let(value::getOrNull)
            }

            else -> null
        }

    private fun isTrue(value: JsonElement?): Boolean =
        when (value) {
            null, JsonNull -> false
            is JsonArray -> value.isNotEmpty()
            is JsonObject -> true
            is JsonPrimitive -> value.content.isNotEmpty() && (value.isString || value.content !in FALSE)
        }

    private fun text(value: JsonElement): String = if (value is JsonPrimitive) value.content else value.toString()

    companion object {
        private val FALSE = setOf("false", "0")
        private const val UP = 3
        private const val DEEPEST = 50

        /** The data that [json] is; null for what is no JSON object. */
        fun data(json: String?): JsonObject? =
            try {
                if (json.isNullOrBlank()) JsonObject(emptyMap()) else Json.parseToJsonElement(json) as? JsonObject
            } catch (_: SerializationException) {
                null
            }
    }
}
