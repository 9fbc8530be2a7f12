package io.mockaws.services.logs.pattern

import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Conditions on the members of messages that are JSON: `{ $.user.id = 4* && $.latency >= 100 }`. */
internal class JsonPattern private constructor(
    private val condition: Condition,
) : FilterPattern {
    override fun match(message: String): Map<String, String>? {
        val start = message.trimStart()
        if (!start.startsWith("{") && !start.startsWith("[")) return null
        val document = StrictJson.parse(message) ?: return null
        val found = LinkedHashMap<String, String>()
        return if (condition.holds(document, found)) found else null
    }

    private fun interface Condition {
        /** Puts what it looks at into [found]. */
        fun holds(
            document: JsonElement,
            found: MutableMap<String, String>,
        ): Boolean
    }

    private class Reader(
        text: String,
    ) {
        private val scanner = PatternScanner(text)

        fun read(): Condition {
            scanner.need("{")
            val condition = any()
            scanner.need("}")
            scanner.skipSpace()
            if (!scanner.isAtEnd) throw BadPattern()
            return condition
        }

        private fun any(): Condition {
            var left = all()
            while (scanner.take("||")) {
                val one = left
                val other = all()
                left = Condition { document, found -> one.holds(document, found) or other.holds(document, found) }
            }
            return left
        }

        private fun all(): Condition {
            var left = single()
            while (scanner.take("&&")) {
                val one = left
                val other = single()
                left = Condition { document, found -> one.holds(document, found) and other.holds(document, found) }
            }
            return left
        }

        private fun single(): Condition {
            if (scanner.take("(")) return any().also { scanner.need(")") }
            val selector = Selector.read(scanner)
            val comparison = scanner.comparison() ?: return test(selector)
            val operand = scanner.operand { !it.isWhitespace() && it !in ENDS }
            return noting(selector) { values ->
                values.any { value ->
                    value is JsonPrimitive && value !is JsonNull &&
                        comparison.holds(value.content, !value.isString, operand)
                }
            }
        }

        private fun test(selector: Selector): Condition {
            val isNegated = scanner.take("NOT")
            if (isNegated || scanner.peek() == 'E') {
                scanner.need("EXISTS")
                return noting(selector) { it.isEmpty() == isNegated }
            }
            scanner.need("IS")
            val text = LITERALS.firstOrNull { scanner.take(it.uppercase()) } ?: throw BadPattern()
            return noting(selector) { values ->
                values.any { it is JsonPrimitive && !it.isString && it.content == text }
            }
        }

        private fun noting(
            selector: Selector,
            check: (List<JsonElement>) -> Boolean,
        ) = Condition { document, found -> check(selector.find(document).also { found.note(selector, it) }) }

        private fun MutableMap<String, String>.note(
            selector: Selector,
            values: List<JsonElement>,
        ) {
            val first = values.firstOrNull() ?: return
            this[selector.text] = (first as? JsonPrimitive)?.content ?: first.toString()
        }
    }

    /** `$.a.b[0].c`, `$.items[*].id`, `$.['a.b']`. */
    class Selector private constructor(
        val text: String,
        private val steps: List<String>,
    ) {
        fun find(document: JsonElement): List<JsonElement> =
            steps.fold(listOf(document)) { found, step -> found.flatMap { next(it, step) } }

        private fun next(
            element: JsonElement,
            step: String,
        ): List<JsonElement> =
            when {
                element is JsonObject -> if (step == ALL) element.values.toList() else listOfNotNull(element[step])
                element is JsonArray && step == ALL -> element
                element is JsonArray -> listOfNotNull(step.toIntOrNull()?.let { element.getOrNull(it) })
                else -> emptyList()
            }

        companion object {
            private const val ALL = "*"

            fun read(scanner: PatternScanner): Selector {
                scanner.need("$")
                val steps = ArrayList<String>()
                val text = StringBuilder("$")
                while (true) {
                    when (scanner.peek()) {
                        '.' -> {
                            scanner.need(".")
                            text.append('.')
                            if (scanner.peek() == '[') continue
                            val name = scanner.whileIn { it.isLetterOrDigit() || it in NAME }
                            if (name.isEmpty()) throw BadPattern()
                            steps += name
                            text.append(name)
                        }

                        '[' -> {
                            scanner.need("[")
                            val inside = scanner.upTo(']').trim()
                            steps += inside.removeSurrounding("'").removeSurrounding("\"")
                            text.append("[$inside]")
                        }

                        else -> {
                            if (steps.isEmpty()) throw BadPattern()
                            return Selector(text.toString(), steps)
                        }
                    }
                }
            }
        }
    }

    companion object {
        private const val ENDS = "(){}|&=!<>"
        private const val NAME = "_-*@:#/"
        private val LITERALS = listOf("null", "true", "false")

        fun parse(text: String): JsonPattern = JsonPattern(Reader(text).read())
    }
}
