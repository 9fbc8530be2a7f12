package io.mockaws.services.logs.insights

/** What a query has come to behind some of its commands. */
internal class Found(
    val rows: List<Row>,
    /** What is shown, in order; null for what is shown where nobody says. */
    val columns: List<String>? = null,
    /** Whether the rows are events, and not what was made of several. */
    val isOfEvents: Boolean = true,
    val isSorted: Boolean = false,
    val isLimited: Boolean = false,
) {
    fun with(
        rows: List<Row> = this.rows,
        columns: List<String>? = this.columns,
        isOfEvents: Boolean = this.isOfEvents,
        isSorted: Boolean = this.isSorted,
        isLimited: Boolean = this.isLimited,
    ): Found = Found(rows, columns, isOfEvents, isSorted, isLimited)
}

/** One command of a query. */
internal fun interface Command {
    fun apply(found: Found): Found
}

/** The commands, as what they do. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
internal object Commands {
    fun fields(
        columns: List<Column>,
        isAll: Boolean,
    ): Command =
        Command { found ->
            val before = if (isAll) emptyList() else found.columns.orEmpty()
            found.with(found.rows.map { it.with(columns) }, (before + columns.map { it.name }).distinct())
        }

    fun filter(condition: Expression): Command =
        Command { found -> found.with(found.rows.filter { isTrue(condition.of(Scope(it))) }) }

    fun sort(keys: List<Pair<Expression, Boolean>>): Command =
        Command { found ->
            val order =
                keys.map { (key, isDescending) ->
                    val one = Comparator<Row> { a, b -> compareValues(key.of(Scope(a)), key.of(Scope(b))) }
                    if (isDescending) one.reversed() else one
                }.reduce { one, next -> one.then(next) }
            found.with(found.rows.sortedWith(order), isSorted = true)
        }

    fun limit(count: Int): Command = Command { found -> found.with(found.rows.take(count), isLimited = true) }

    fun dedup(fields: List<Expression>): Command =
        Command { found ->
            found.with(found.rows.distinctBy { row -> fields.map { shown(it.of(Scope(row))) } })
        }

    fun stats(
        sums: List<Column>,
        by: List<Column>,
    ): Command =
        Command { found ->
            val groups = found.rows.groupBy { row -> by.map { it.expression.of(Scope(row)) } }
            val all = if (groups.isEmpty() && by.isEmpty()) mapOf(emptyList<Any?>() to emptyList()) else groups
            val rows =
                all.map { (key, group) ->
                    val scope = Scope(group.firstOrNull().orEmpty(), group)
                    by.map { it.name }.zip(key).toMap() + sums.associate { it.name to it.expression.of(scope) }
                }
            val columns = by.map { it.name } + sums.map { it.name }
            found.with(rows, columns, isOfEvents = false, isSorted = true)
        }

    fun parse(
        source: Expression,
        regex: Regex,
        names: List<String>,
    ): Command =
        Command { found ->
            val rows =
                found.rows.map { row ->
                    val match = shown(source.of(Scope(row)))?.let(regex::find)
                    if (match == null) row else row + names.zip(match.groupValues.drop(1))
                }
            found.with(rows, found.columns?.let { (it + names).distinct() })
        }

    private fun Row.with(columns: List<Column>): Row {
        val made = LinkedHashMap(this)
        for (column in columns) {
            val value = column.expression.of(Scope(made))
            if (value != null) made[column.name] = value
        }
        return made
    }
}
