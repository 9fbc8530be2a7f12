package io.mockaws.services.logs.pattern

/** Conditions on the fields of a message that are parted by space: `[ip, user, ..., status = 4*, bytes > 1000]`. */
internal class SpacePattern private constructor(
    private val fields: List<Field>,
) : FilterPattern {
    private class Field(
        val name: String,
        /** Null for `...`, which stands for any number of fields. */
        val condition: ((String) -> Boolean)?,
    )

    override fun match(message: String): Map<String, String>? {
        val values = fieldsOf(message)
        val open = fields.indexOfFirst { it.condition == null }
        if (fields.isEmpty()) return numbered(values)
        val given = if (open < 0) values.takeIf { it.size == fields.size } else spread(values, open)
        if (given == null) return null
        val found = LinkedHashMap<String, String>()
        var place = 0
        fields.forEachIndexed { index, field ->
            val taken = if (index == open) given.size - fields.size + 1 else 1
            for (value in given.subList(place, place + taken)) {
                place++
                if (field.condition?.invoke(value) == false) return null
                val isNamed = field.condition != null && field.name.isNotEmpty()
                found[if (isNamed) "$${field.name}" else "$$place"] = value
            }
        }
        return found
    }

    private fun numbered(values: List<String>) =
        values.withIndex().associate { (index, value) -> "$${index + 1}" to value }

    private fun spread(
        values: List<String>,
        open: Int,
    ): List<String>? = values.takeIf { open >= 0 && it.size >= fields.size - 1 }

    companion object {
        private const val ENDS = ",]|&=!<>()"

        fun parse(text: String): SpacePattern {
            val scanner = PatternScanner(text)
            scanner.need("[")
            val fields = ArrayList<Field>()
            if (!scanner.take("]")) {
                do fields += field(scanner) while (scanner.take(","))
                scanner.need("]")
            }
            scanner.skipSpace()
            if (!scanner.isAtEnd) throw BadPattern()
            if (fields.count { it.condition == null } > 1) throw BadPattern()
            return SpacePattern(fields)
        }

        private fun field(scanner: PatternScanner): Field {
            if (scanner.take("...")) return Field("", null)
            scanner.skipSpace()
            val isGrouped = scanner.take("(")
            scanner.skipSpace()
            val name = scanner.whileIn { !it.isWhitespace() && it !in ENDS }
            var condition = comparison(scanner, name)
            while (condition != null) {
                val left = condition
                condition =
                    when {
                        scanner.take("&&") -> {
                            val right = named(scanner, name);
                            { value: String -> left(value) && right(value) }
                        }

                        scanner.take("||") -> {
                            val right = named(scanner, name);
                            { value: String -> left(value) || right(value) }
                        }

                        else -> break
                    }
            }
            if (isGrouped) scanner.need(")")
            return Field(name, condition ?: { true })
        }

        /** Further conditions name the field again, or leave it out. */
        private fun named(
            scanner: PatternScanner,
            name: String,
        ): (String) -> Boolean {
            scanner.skipSpace()
            scanner.whileIn { !it.isWhitespace() && it !in ENDS }
            return comparison(scanner, name) ?: throw BadPattern()
        }

        private fun comparison(
            scanner: PatternScanner,
            name: String,
        ): ((String) -> Boolean)? {
            val comparison = scanner.comparison() ?: return null
            if (name.isEmpty()) throw BadPattern()
            val operand = scanner.operand { !it.isWhitespace() && it !in ENDS }
            return { value -> comparison.holds(value, value.toDoubleOrNull() != null, operand) }
        }

        /** Brackets and quotes hold a field together. */
        private fun fieldsOf(message: String): List<String> =
            FIELD.findAll(message).map { match ->
                match.groupValues.drop(1).firstOrNull { it.isNotEmpty() } ?: match.value.trim('"', '[', ']')
            }.toList()

        private val FIELD = Regex("\\[([^\\]]*)]|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)")
    }
}
