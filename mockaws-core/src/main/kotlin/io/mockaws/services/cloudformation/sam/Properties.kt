package io.mockaws.services.cloudformation.sam

/** What SAM's resources and events take, read from `properties.txt`. */
internal object Properties {
    private class Property(
        val name: String,
        val isRequired: Boolean,
        val takesFunctions: Boolean,
        val type: String,
    ) {
        val expected: String? =
            when {
                type == "m" -> "map"
                type == "s" -> "string"
                type.startsWith("<") -> "one of the strings: " + words(type).joinToString(" or ") { "'$it'" }
                else -> null
            }
    }

    private val lines: Map<String, List<String>> by lazy {
        SamData.lines("properties.txt").associate { line -> line.split(' ').let { it[0] to it.drop(1) } }
    }

    private val types: Map<String, List<Property>> by lazy {
        lines.keys.filter { !it.startsWith("Globals.") }.associateWith { read(it) }
    }

    /** What section Globals takes for [kind]; null where it takes nothing for it. */
    fun ofGlobals(kind: String): List<String>? = lines["Globals.$kind"]

    val globalKinds: List<String> get() = lines.keys.filter {
        it.startsWith("Globals.")
    }.map { it.removePrefix("Globals.") }.sorted()

    fun isKnown(type: String): Boolean = type in lines && !type.startsWith("Globals.") && type != "Poll"

    /** Refuses what [type] does not know, then what is missing or of another type. */
    fun check(
        type: String,
        id: String,
        shownType: String,
        given: Fields,
    ) {
        val known = types.getValue(type)
        given.ordered().forEach { name ->
            if (known.none {
                    it.name == name
                }
            ) {
                wrongResource(id, "property $name not defined for resource of type $shownType")
            }
        }
        known.forEach { check(it, id, given[it.name]) }
    }

    private fun check(
        property: Property,
        id: String,
        value: Any?,
    ) {
        if (property.takesFunctions && value is Fields && value.size == 1) return
        if (value == null) {
            if (property.isRequired) wrongResource(id, "Missing required property '${property.name}'.")
        } else if (!fits(property.type, value)) {
            val expected = property.expected
            wrongResource(
                id,
                if (expected ==
                    null
                ) {
                    "Type of property '${property.name}' is invalid."
                } else {
                    "Property '${property.name}' should be a $expected."
                }
            )
        }
    }

    private fun read(type: String): List<Property> {
        val found = LinkedHashMap<String, Property>()
        lines.getValue(type).forEach { token ->
            if (token.startsWith("...")) {
                read(token.removePrefix("...")).forEach { found[it.name] = it }
            } else {
                val name = token.substringBefore(':')
                val kind = token.substringAfter(':')
                val plain = name.removeSuffix("!")
                found[plain] =
                    Property(plain, name != plain, !kind.startsWith("=") && kind != "*", kind.removePrefix("="))
            }
        }
        return found.values.toList()
    }

    private fun fits(
        type: String,
        value: Any?,
    ): Boolean =
        alternatives(type).any { one ->
            when (one) {
                "*" -> true

                "s" -> value is String

                "m" -> value is Fields

                "b" -> value is Boolean

                "l" -> value is List<*>

                "i" -> isInteger(value)

                else ->
                    when (one[0]) {
                        '[' -> value is List<*> && value.all { fits(inner(one), it) }
                        '{' -> value is Fields && value.values.all { fits(inner(one), it) }
                        else -> value in words(one)
                    }
            }
        }

    private fun inner(type: String) = type.substring(1, type.length - 1)

    private fun words(type: String) = inner(type).split('/')

    private fun alternatives(type: String): List<String> {
        var depth = 0
        val found = mutableListOf(StringBuilder())
        type.forEach {
            if (it in "[{<") depth++
            if (it in "]}>") depth--
            if (it == '|' && depth == 0) found += StringBuilder() else found.last().append(it)
        }
        return found.map { it.toString() }
    }
}
