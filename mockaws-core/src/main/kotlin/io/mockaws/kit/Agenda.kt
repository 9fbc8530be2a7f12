package io.mockaws.kit

import kotlin.time.Instant

/** When the first of what some tables have is due, worked out anew when one of them has changed. */
internal class Agenda(
    private vararg val parts: Part<*>,
) {
    /** A table, and when a value of it is due; null for never. */
    class Part<V : Any>(
        private val table: Table<V>,
        private val due: (V) -> Instant?,
    ) {
        fun valuesIn(tables: Tables): Map<String, *> = tables[table]

        fun first(tables: Tables): Instant? = tables[table].values.mapNotNull(due).minOrNull()
    }

    private class Known(
        val values: List<Map<String, *>>,
        val first: Instant?,
    )

    @Volatile
    private var known: Known? = null

    /** Null for never. */
    fun first(tables: Tables): Instant? {
        val values = parts.map { it.valuesIn(tables) }
        known?.let { before -> if (values.indices.all { before.values[it] === values[it] }) return before.first }
        return parts.mapNotNull { it.first(tables) }.minOrNull().also { known = Known(values, it) }
    }
}
