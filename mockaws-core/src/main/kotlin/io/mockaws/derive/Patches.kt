package io.mockaws.derive

/** Changes that are said as a list of operations on paths: `{op: replace, path: /name, value: new}`. */
internal object Patches {
    /** The list in [input] that says changes so, with the member that has it; null for none. */
    fun of(input: Map<String, Any?>): Pair<String, List<Map<*, *>>>? =
        input.entries.firstNotNullOfOrNull { (name, value) ->
            val steps = (value as? List<*>)?.filterIsInstance<Map<*, *>>().orEmpty()
            if (steps.isNotEmpty() && steps.all { "op" in it && "path" in it }) name to steps else null
        }

    /** [values] after [steps]. */
    fun apply(
        values: Map<String, Any?>,
        steps: List<Map<*, *>>,
    ): Map<String, Any?> = steps.fold(values) { before, step -> apply(before, step) }

    private fun apply(
        values: Map<String, Any?>,
        step: Map<*, *>,
    ): Map<String, Any?> {
        val path = step["path"].toString().split('/').drop(1).map { it.replace("~1", "/").replace("~0", "~") }
        val name = path.firstOrNull()?.lowercase() ?: return values
        val isRemoval = step["op"] == "remove"
        if (path.size == 1) return if (isRemoval) values - name else values + (name to step["value"])
        val before = values[name]
        val key = path.drop(1).joinToString("/")
        val after: Any =
            when {
                before is List<*> -> if (isRemoval) before - key else (before - key) + (step["value"] ?: key)
                before is Map<*, *> -> if (isRemoval) before - key else before + (key to step["value"])
                else -> if (isRemoval) return values else mapOf(key to step["value"])
            }
        return values + (name to after)
    }
}
