package io.mockaws.services.cloudwatch.metric

import io.mockaws.services.cloudwatch.math.BadExpression

/**
 * A query of Metrics Insights: `SELECT AVG(Latency) FROM Shop WHERE Path = '/' GROUP BY Audience`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
internal class InsightsQuery(
    val function: Function,
    private val metric: String,
    private val namespace: String,
    /** The names of exactly the dimensions that a metric has to have; null for any. */
    private val schema: Set<String>?,
    private val conditions: List<Condition>,
    val groups: List<String>,
    val order: Order?,
    val limit: Int,
) {
    /** What comes of all data of a group in a period. */
    enum class Function(
        val of: (Point) -> Double,
    ) {
        AVG({ it.sum / it.sampleCount }),
        COUNT({ it.sampleCount }),
        MAX({ it.maximum }),
        MIN({ it.minimum }),
        SUM({ it.sum }),
    }

    class Condition(
        val key: String,
        val value: String,
        val isNegated: Boolean,
    )

    class Order(
        val function: Function,
        val isDescending: Boolean,
    )

    /** What [id] is grouped by; null where it is not among those that the query is about. */
    fun groupOf(id: MetricId): List<String>? {
        if (id.namespace != namespace || id.name != metric) return null
        val own = id.dimensions.associate { it.name to it.value }
        if (schema != null && own.keys != schema) return null
        if (conditions.any { (own[it.key] ?: return null) == it.value == it.isNegated }) return null
        return groups.map { own[it] ?: return null }
    }

    companion object {
        private val keyword = Regex("SELECT\\s.*", setOf(RegexOption.IGNORE_CASE, RegexOption.DOT_MATCHES_ALL))

        /** Whether [text] is to be one, be it right or not. */
        fun isMeantBy(text: String): Boolean = keyword.matches(text.trim())

        /** @throws BadExpression where it is none */
        fun parse(text: String): InsightsQuery = InsightsParser(text).query()
    }
}

/** Reads a query word by word. */
private class InsightsParser(
    text: String,
) {
    private val words = token.findAll(text).map { it.value }.filter { it.isNotBlank() }.toList()
    private var at = 0

    fun query(): InsightsQuery {
        expect("SELECT")
        val function = function()
        expect("(")
        val metric = name()
        expect(")")
        expect("FROM")
        val isSchema = take("SCHEMA")
        val source = if (isSchema) list() else listOf(name())
        return InsightsQuery(
            function,
            metric,
            source.first(),
            if (isSchema) source.drop(1).toSet() else null,
            conditions(),
            groups(),
            order(),
            if (take("LIMIT")) number() else MOST,
        ).also { if (at < words.size) fail() }
    }

    private fun list(): List<String> {
        expect("(")
        val names = names()
        expect(")")
        return names
    }

    private fun names(): List<String> {
        val names = mutableListOf(name())
        while (take(",")) names += name()
        return names
    }

    private fun conditions(): List<InsightsQuery.Condition> {
        if (!take("WHERE")) return emptyList()
        val conditions = mutableListOf(condition())
        while (take("AND")) conditions += condition()
        return conditions
    }

    private fun condition(): InsightsQuery.Condition {
        val key = name()
        val isNegated = take("!=")
        if (!isNegated) expect("=")
        val value = next().takeIf { it.startsWith('\'') } ?: fail()
        return InsightsQuery.Condition(key, value.unquoted(), isNegated)
    }

    private fun groups(): List<String> {
        if (!take("GROUP")) return emptyList()
        expect("BY")
        return names()
    }

    private fun order(): InsightsQuery.Order? {
        if (!take("ORDER")) return null
        expect("BY")
        val function = function()
        expect("(")
        expect(")")
        val isDescending = take("DESC")
        if (!isDescending) take("ASC")
        return InsightsQuery.Order(function, isDescending)
    }

    private fun function(): InsightsQuery.Function {
        val word = next()
        return InsightsQuery.Function.entries.firstOrNull { it.name.equals(word, ignoreCase = true) } ?: fail()
    }

    private fun name(): String {
        val word = next()
        return when {
            word.startsWith('"') -> word.unquoted()
            plain.matches(word) -> word
            else -> fail()
        }
    }

    private fun number(): Int = next().toIntOrNull()?.takeIf { it in 1..MOST } ?: fail()

    private fun String.unquoted() = drop(1).dropLast(1).replace("\\", "")

    private fun next(): String = words.getOrNull(at++) ?: fail()

    private fun take(word: String): Boolean = words.getOrNull(at).equals(word, ignoreCase = true).also { if (it) at++ }

    private fun expect(word: String) {
        if (!take(word)) fail()
    }

    private fun fail(): Nothing = throw BadExpression("Invalid syntax at ${words.getOrNull(minOf(at, words.size) - 1)}")

    private companion object {
        const val MOST = 500
        val token = Regex("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|!=|\\w+|\\S")
        val plain = Regex("\\w+")
    }
}
