package io.mockaws.services.cloudwatch.alarm

/**
 * When a composite alarm is in alarm: `ALARM(cpu) AND NOT (OK("disk full") OR INSUFFICIENT_DATA(net))`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
internal class AlarmRule private constructor(
    /** The alarms that it looks at, by name or ARN as they are written. */
    val children: List<String>,
    private val holds: (stateOf: (String) -> String?) -> Boolean,
) {
    /** Whether it holds where alarms have these states; null for one that is not there. */
    fun isTrue(stateOf: (String) -> String?): Boolean = holds(stateOf)

    private class Reader(
        private val text: String,
    ) {
        private var at = 0
        val children = ArrayList<String>()

        fun read(): (((String) -> String?) -> Boolean)? {
            val rule = any() ?: return null
            skip()
            return rule.takeIf { at == text.length }
        }

        private fun any(): (((String) -> String?) -> Boolean)? {
            var left = all() ?: return null
            while (word("OR")) {
                val one = left
                val other = all() ?: return null
                left = { one(it) || other(it) }
            }
            return left
        }

        private fun all(): (((String) -> String?) -> Boolean)? {
            var left = single() ?: return null
            while (word("AND")) {
                val one = left
                val other = single() ?: return null
                left = { one(it) && other(it) }
            }
            return left
        }

        private fun single(): (((String) -> String?) -> Boolean)? {
            if (word("NOT")) {
                val inner = single() ?: return null
                return { !inner(it) }
            }
            if (take("(")) return any()?.takeIf { take(")") }
            if (word("TRUE")) return { true }
            if (word("FALSE")) return { false }
            val state = STATES.firstOrNull { word(it) } ?: return null
            if (!take("(")) return null
            skip()
            val quote = text.getOrNull(at)
            val name: String
            if (quote == '"' || quote == '\'') {
                val end = text.indexOf(quote, at + 1)
                if (end < 0) return null
                name = text.substring(at + 1, end)
                at = end + 1
            } else {
                val end = text.indexOf(')', at)
                if (end < 0) return null
                name = text.substring(at, end).trim()
                at = end
            }
            if (!take(")")) return null
            children += name
            return { stateOf -> stateOf(name) == state }
        }

        private fun skip() {
            while (at < text.length && text[at].isWhitespace()) at++
        }

        private fun take(symbol: String): Boolean {
            skip()
            if (!text.startsWith(symbol, at)) return false
            at += symbol.length
            return true
        }

        private fun word(word: String): Boolean {
            skip()
            if (!text.startsWith(word, at)) return false
            if (text.getOrNull(at + word.length)?.let { it.isLetterOrDigit() || it == '_' } == true) return false
            at += word.length
            return true
        }
    }

    companion object {
        private val STATES = listOf(Alarm.ALARM, Alarm.OK, Alarm.INSUFFICIENT_DATA)

        /** Null for what is none. */
        fun parse(text: String): AlarmRule? {
            val reader = Reader(text)
            return reader.read()?.let { AlarmRule(reader.children, it) }
        }
    }
}
