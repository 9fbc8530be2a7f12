package io.mockaws.services.logs.insights

/**
 * Reads a query in the language of Logs Insights.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
internal class QueryParser private constructor(
    private val scanner: QueryScanner,
) {
    private val expressions = ExpressionParser(scanner)

    private fun commands(): List<Command> {
        val found = ArrayList<Command>()
        do {
            if (!scanner.isAtEnd) found += command()
        } while (scanner.take("|"))
        if (!scanner.isAtEnd) scanner.fail("'|'")
        return found
    }

    private fun command(): Command =
        when {
            scanner.word("fields") -> Commands.fields(columns(), isAll = false)
            scanner.word("display") -> Commands.fields(columns(), isAll = true)
            scanner.word("filter") || scanner.word("where") -> Commands.filter(expressions.expression())
            scanner.word("stats") -> stats()
            scanner.word("sort") -> sort()
            scanner.word("limit") -> Commands.limit(count())
            scanner.word("dedup") -> Commands.dedup(columns().map { it.expression })
            scanner.word("parse") -> parse()
            else -> scanner.fail("a command: fields, display, filter, stats, sort, limit, dedup or parse")
        }

    private fun columns(): List<Column> {
        val found = ArrayList<Column>()
        do found += column() while (scanner.take(","))
        return found
    }

    private fun column(): Column {
        scanner.skip()
        val start = scanner.at
        val expression = expressions.expression()
        val text = scanner.text.substring(start, scanner.at).trim().removeSurrounding("`")
        val name = if (scanner.word("as")) scanner.name() ?: scanner.fail("a name") else text
        return Column(name, expression)
    }

    private fun stats(): Command {
        val sums = columns()
        return Commands.stats(sums, if (scanner.word("by")) columns() else emptyList())
    }

    private fun sort(): Command {
        val keys = ArrayList<Pair<Expression, Boolean>>()
        do {
            val key = column().expression
            val isDescending = scanner.word("desc")
            if (!isDescending) scanner.word("asc")
            keys += key to isDescending
        } while (scanner.take(","))
        return Commands.sort(keys)
    }

    private fun count(): Int {
        val (digits, unit) = scanner.number() ?: scanner.fail("a number")
        return digits.toIntOrNull()?.takeIf { unit.isEmpty() } ?: scanner.fail("a number")
    }

    private fun parse(): Command {
        val isOfMessage = scanner.peek() == '"' || scanner.peek() == '\'' || scanner.peek() == '/'
        val source =
            if (isOfMessage) {
                Expression { it.row[LogRecord.MESSAGE] }
            } else {
                val name = scanner.name() ?: scanner.fail("a field")
                Expression { it.row[name] }
            }
        scanner.regex()?.let { regex ->
            val names = GROUP.findAll(regex.pattern).map { it.groupValues[1] }.toList()
            if (names.isEmpty()) scanner.fail("a named group")
            return Commands.parse(source, regex, names)
        }
        val glob = scanner.string() ?: scanner.fail("a pattern")
        if (!scanner.word("as")) scanner.fail("as")
        val names = ArrayList<String>()
        do names += scanner.name() ?: scanner.fail("a name") while (scanner.take(","))
        if (glob.count { it == '*' } != names.size) scanner.fail("as many names as stars")
        return Commands.parse(source, globOf(glob), names)
    }

    /** A star takes as little as it can, the last one all that is left. */
    private fun globOf(glob: String): Regex {
        val parts = glob.split('*').map { Regex.escape(it) }
        val end = if (glob.endsWith('*')) "$" else ""
        return Regex(parts.joinToString("(.*?)") + end, RegexOption.DOT_MATCHES_ALL)
    }

    companion object {
        private val GROUP = Regex("\\(\\?<([A-Za-z][A-Za-z0-9_]*)>")

        /** @throws BadQuery where [text] is none */
        fun parse(text: String): List<Command> = QueryParser(QueryScanner(text)).commands()
    }
}
