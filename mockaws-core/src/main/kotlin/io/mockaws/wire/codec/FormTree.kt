package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest

/** What a form says at one place: a value, and what stands behind the next dots of its keys. */
internal class FormNode(
    val name: String,
) {
    var value: String? = null
    val children: LinkedHashMap<String, FormNode> = LinkedHashMap(4)

    /** The children in the order of their numbers; AWS does not mind gaps. */
    val items: List<FormNode>
        get() {
            for (child in children.values) {
                if (child.number ==
                    null
                ) {
                    throw MalformedRequest("$name.${child.name} is no index")
                }
            }
            return children.values.sortedBy { it.number }
        }

    private val number: Int? = name.toIntOrNull()?.takeIf { it >= 0 }
}

/** `Key.member.1.Name=x&...` as a tree. */
internal object FormTree {
    /** @throws MalformedRequest for what is no form */
    fun parse(text: String): FormNode {
        val root = FormNode("")
        val parameters =
            try {
                io.mockaws.wire.http.QueryParameters.parse(text)
            } catch (broken: IllegalArgumentException) {
                throw MalformedRequest(broken.message ?: "Bad percent encoding", broken)
            }
        for (parameter in parameters) add(root, parameter.name, parameter.value.orEmpty())
        return root
    }

    private fun add(
        root: FormNode,
        key: String,
        value: String,
    ) {
        var node = root
        var start = 0
        var depth = 0
        while (true) {
            if (depth++ == MAX_DEPTH) throw MalformedRequest("The parameter ${key.take(SHOWN)} is nested too deeply")
            val dot = key.indexOf('.', start)
            val step = if (dot < 0) key.substring(start) else key.substring(start, dot)
            node = node.children.getOrPut(step) { FormNode(step) }
            if (dot < 0) break
            start = dot + 1
        }
        node.value = wellFormed(value)
    }

    private const val MAX_DEPTH = 200
    private const val SHOWN = 64
}
