package io.mockaws.services.sns.filter

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a policy looks at: the attributes of a message, or its body. */
internal class Fields(
    val root: FieldNode.Members,
) {
    /** Whether there is a value at [path], in any item of the lists on the way. */
    fun has(path: List<String>): Boolean = has(root, path, 0)

    private fun has(
        node: FieldNode,
        path: List<String>,
        at: Int,
    ): Boolean =
        when (node) {
            is FieldNode.Items -> node.items.any { has(it, path, at) }
            is FieldNode.Value -> at == path.size
            is FieldNode.Members -> at < path.size && node[path[at]]?.let { has(it, path, at + 1) } == true
        }

    companion object {
        /** The members of the JSON object that [text] is; null where it is none. */
        fun ofBody(text: String): Fields? {
            if (!text.trimStart().startsWith('{')) return null
            val json =
                try {
                    Json.parseToJsonElement(text) as? JsonObject
                } catch (_: SerializationException) {
                    null
                }
            return json?.let { Fields(members(it)) }
        }

        /** The values in a JSON list, as attributes of the type `String.Array` have it; a single one stands for itself. */
        fun listOf(text: String): FieldNode? =
            try {
                Json.parseToJsonElement(text).takeIf { it !is JsonObject }?.let(::node)
            } catch (_: SerializationException) {
                null
            }

        private fun node(json: JsonElement): FieldNode =
            when (json) {
                is JsonObject -> members(json)
                is JsonArray -> FieldNode.Items(json.map(::node))
                is JsonNull -> FieldNode.Value(FieldValue.word("null"))
                is JsonPrimitive -> FieldNode.Value(valueOf(json))
            }

        private fun valueOf(json: JsonPrimitive): FieldValue =
            when {
                json.isString -> FieldValue.text(json.content)
                json.content == "true" || json.content == "false" -> FieldValue.word(json.content)
                else -> FieldValue.number(json.content)
            }

        private fun members(json: JsonObject): FieldNode.Members {
            val members = HashMap<String, FieldNode>()
            for ((name, value) in json) put(members, name, node(value))
            return FieldNode.Members(members)
        }

        /** A name with dots means members of members, as it does in a policy. */
        private fun put(
            members: HashMap<String, FieldNode>,
            name: String,
            value: FieldNode,
        ) {
            val whole = name.substringBefore('.').let {
                if (it ==
                    name
                ) {
                    value
                } else {
                    within(name.substringAfter('.'), value)
                }
            }
            val key = name.substringBefore('.')
            members.merge(key, whole) { a, b -> if (a is FieldNode.Members && b is FieldNode.Members) a + b else b }
        }

        private fun within(
            name: String,
            value: FieldNode,
        ): FieldNode.Members = FieldNode.Members(HashMap<String, FieldNode>().also { put(it, name, value) })
    }
}

/** A piece of what a policy looks at. */
internal sealed class FieldNode {
    /** Whether a value in it is as [condition] wants it. */
    abstract fun admits(condition: Condition): Boolean

    /** Whether there is a value, be it in a list. */
    abstract val hasValue: Boolean

    class Value(
        val value: FieldValue,
    ) : FieldNode() {
        override fun admits(condition: Condition): Boolean = condition.admits(value)

        override val hasValue: Boolean get() = true
    }

    open class Items(
        val items: List<FieldNode>,
    ) : FieldNode() {
        override fun admits(condition: Condition): Boolean = items.any { it.admits(condition) }

        override val hasValue: Boolean get() = items.any { it.hasValue }
    }

    class Members(
        private val members: Map<String, FieldNode>,
    ) : FieldNode() {
        operator fun get(name: String): FieldNode? = members[name]

        operator fun plus(other: Members): Members = Members(members + other.members)

        override fun admits(condition: Condition): Boolean = false

        override val hasValue: Boolean get() = false

        companion object {
            val NONE: Members = Members(emptyMap())
        }
    }
}
