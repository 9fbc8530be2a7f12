package io.mockaws.services.cloudformation.sam

/**
 * Puts values in the place of Ref and Fn::Sub of parameters, and of nothing else, since all else is known when the
 * stack is
 * made. Changes what it is given.
 */
internal class Parameters(
    private val values: Map<String, Any?>,
    private val origins: Origins,
) {
    fun resolve(value: Any?): Any? = if (values.isEmpty()) value else visit(value, ::one)

    private fun one(value: Fields): Any? {
        value["Ref"]?.let { name -> return if (name is String) values.getOrDefault(name, value) ?: value else value }
        return value.also { substitute(it, origins) { whole, name -> valueOf(name, whole) } }
    }

    private fun valueOf(
        name: String,
        whole: String,
    ): String {
        val found = values.getOrDefault(name, whole)
        return found as? String
            ?: wrongDocument(
                "Invalid Fn::Sub variable value ${Text.python(found)}. Fn::Sub expects all variables to be strings."
            )
    }
}

/** Puts values in the place of Fn::FindInMap, where map and both keys are plain. */
internal class Mappings(
    private val maps: Fields,
) {
    fun resolve(value: Any?): Any? = if (maps.isEmpty()) value else visit(value) { find(it) }

    private fun find(value: Fields): Any? {
        if ("Fn::FindInMap" !in value) return value
        val keys = value["Fn::FindInMap"]
        if (keys !is List<*> || keys.size != KEYS) {
            wrongDocument("Invalid FindInMap value ${Text.python(keys)}. FindInMap expects an array with 3 values.")
        }
        val (map, first, second) = keys.map { it as? String ?: return value }
        if (map !in maps) return value
        val top = maps[map] as? Fields ?: notTwoLevels(map)
        if (first !in top) return value
        val under = top[first] as? Fields ?: notTwoLevels(map)
        return if (second in under) under[second] else value
    }

    private fun notTwoLevels(map: String): Nothing = wrongDocument(
        "Cannot use Fn::FindInMap on Mapping '$map' which is not a a two-level map."
    )

    private companion object {
        const val KEYS = 3
    }
}

/**
 * What SAM made for a resource, by the names that templates use for it: `MyFunction.Version`, and new ids of old
 * ones.
 */
internal class MadeResources {
    private val byProperty = HashMap<Pair<String, String>, String>()
    private val renamed = LinkedHashMap<String, String>()

    fun add(
        id: String,
        property: String,
        made: String,
    ) {
        byProperty[id to property] = made
    }

    fun rename(
        old: String,
        new: String,
    ) {
        renamed[old] = new
    }

    fun resolveIn(template: Fields) {
        if (renamed.isNotEmpty()) {
            dependsOn(template)
            visit(template) { newId(it) }
        }
        if (byProperty.isNotEmpty()) visit(template) { made(it) }
    }

    private fun dependsOn(value: Any?) {
        if (value is List<*>) value.forEach { dependsOn(it) }
        if (value !is Fields) return
        when (val on = value["DependsOn"]) {
            is String -> value["DependsOn"] = renamed[on] ?: on
            is List<*> -> value["DependsOn"] = on.mapTo(mutableListOf()) { renamed[it] ?: it }
        }
        value.values.forEach { dependsOn(it) }
    }

    private fun newId(value: Fields): Any? {
        value.text("Ref")?.let { return if ('.' in it) value else renamed[it]?.let(::ref) ?: value }
        value.parts()?.let { parts ->
            renamed[parts[0]]?.let {
                value["Fn::GetAtt"] =
                    (listOf(it) + parts.drop(1)).toMutableList()
            }
        }
        substitute(value) { whole, name ->
            val id = name.substringBefore('.')
            renamed[id]?.let { whole.replace(id, it) } ?: whole
        }
        return value
    }

    private fun made(value: Fields): Any? {
        value.text("Ref")?.let {
            return madeFor(it.substringBefore('.'), it.substringAfter('.', ""))?.let(::ref)
                ?: value
        }
        value.parts()?.let { parts ->
            madeFor(parts[0], parts[1])?.let {
                value["Fn::GetAtt"] =
                    (listOf(it) + parts.drop(2)).toMutableList()
            }
        }
        substitute(value) { whole, name ->
            val parts = name.split('.')
            parts.getOrNull(1)?.let { madeFor(parts[0], it) }?.let { whole.replace("${parts[0]}.${parts[1]}", it) }
                ?: whole
        }
        return value
    }

    private fun madeFor(
        id: String,
        property: String,
    ): String? = byProperty[id to property]

    private fun Fields.parts(): List<String>? {
        val of = items("Fn::GetAtt") ?: return null
        return if (of.size >= 2 && of.all { it is String }) of.joinToString(".").split('.') else null
    }
}

private val SUB_VARIABLE = Regex("""\$\{([A-Za-z0-9.]+|AWS::[A-Z][A-Za-z]*)}""")
private val VISITED = setOf("Ref", "Fn::Sub", "Fn::GetAtt", "Fn::FindInMap")

/** Changes the variables of Fn::Sub in [value]: each, with `${}` and without, to what [change] gives. */
private fun substitute(
    value: Fields,
    origins: Origins? = null,
    change: (String, String) -> String,
) {
    fun all(text: String): String {
        val changed = SUB_VARIABLE.replace(text) { change(it.value, it.groupValues[1]) }
        return origins?.inherit(text, changed) ?: changed
    }
    when (val of = value["Fn::Sub"]) {
        is String -> value["Fn::Sub"] = all(of)
        is List<*> -> (of.firstOrNull() as? String)?.let { text -> value.items("Fn::Sub")!![0] = all(text) }
    }
}

/** [value], where each intrinsic function became what [change] gives for it, from the outside in. */
private fun visit(
    value: Any?,
    change: (Fields) -> Any?,
): Any? {
    val changed = if (value is Fields && value.size == 1 && value.keys.first() in VISITED) change(value) else value
    when (changed) {
        is Fields -> changed.keys.toList().forEach { changed[it] = visit(changed[it], change) }

        is List<*> -> changed.asItems()!!.let { items ->
            items.indices.forEach { items[it] = visit(items[it], change) }
        }
    }
    return changed
}
