package io.mockaws.derive

import io.mockaws.engine.Ids

/**
 * Makes up a text that matches a pattern: classes, groups, choices and counts, which is what patterns of ids are made
 * of. Who uses it checks the result.
 */
internal class Sampler(
    private val pattern: String,
    private val ids: Ids,
    /** How long what may repeat without end shall be. */
    private val length: Int,
) {
    private var at = 0

    fun sample(): String = alternatives()

    private fun alternatives(): String {
        val choices = arrayListOf(sequence())
        while (at < pattern.length && pattern[at] == '|') {
            at++
            choices += sequence()
        }
        return choices.firstOrNull { it.isNotEmpty() }.orEmpty()
    }

    private fun sequence(): String {
        val text = StringBuilder()
        while (at < pattern.length && pattern[at] != '|' && pattern[at] != ')') {
            val start = at
            val first = atom()
            val end = at
            val times = count()
            val after = at
            if (times > 0) text.append(first)
            repeat(times - 1) {
                at = start
                text.append(atom())
                check(at == end)
            }
            at = after
        }
        return text.toString()
    }

    private fun atom(): String =
        when (val char = pattern[at++]) {
            '^', '$' -> ""
            '[' -> oneOf(charClass())
            '(' -> group()
            '\\' -> escaped()
            '.' -> oneOf(LETTERS)
            else -> char.toString()
        }

    private fun group(): String {
        if (pattern.startsWith("?!", at) || pattern.startsWith("?=", at) || pattern.startsWith("?<", at)) {
            alternativesSkipped()
            return ""
        }
        if (pattern.startsWith("?:", at)) at += 2
        val text = alternatives()
        at++
        return text
    }

    private fun alternativesSkipped() {
        at += 2
        alternatives()
        at++
    }

    private fun escaped(): String =
        when (val char = pattern[at++]) {
            'd' -> oneOf(DIGITS)
            'w', 'S' -> oneOf(LETTERS)
            's' -> " "
            'p', 'P' -> "a".also { at = pattern.indexOf('}', at) + 1 }
            'b', 'A', 'Z', 'z' -> ""
            else -> char.toString()
        }

    private fun charClass(): String {
        val isNegated = pattern[at] == '^'
        if (isNegated) at++
        val chars = StringBuilder()
        var isFirst = true
        while (pattern[at] != ']' || isFirst) {
            isFirst = false
            var char = pattern[at++]
            if (char == '\\') {
                char = pattern[at++]
                when (char) {
                    'd' -> chars.append(DIGITS)
                    'w', 'S' -> chars.append(LETTERS)
                    'p', 'P' -> chars.append(LETTERS).also { at = pattern.indexOf('}', at) + 1 }
                    's' -> Unit
                    else -> chars.append(char)
                }
                continue
            }
            if (pattern[at] == '-' && pattern[at + 1] != ']') {
                val last = pattern[at + 1]
                if (last != '\\' && last >= char) (char..minOf(last, '~')).forEach { chars.append(it) }
                at += 2
            } else {
                chars.append(char)
            }
        }
        at++
        val plain = if (isNegated) {
            LETTERS.filterNot {
                it in chars
            }
        } else {
            chars.filter { it.isLetterOrDigit() }.toString()
        }
        return plain.ifEmpty { chars.toString().ifEmpty { LETTERS } }
    }

    private fun count(): Int {
        val times =
            when (pattern.getOrNull(at)) {
                '?' -> 1
                '*', '+' -> length
                '{' -> return range()
                else -> return 1
            }
        at++
        lazyMark()
        return times
    }

    private fun range(): Int {
        val end = pattern.indexOf('}', at)
        val (min, max) = pattern.substring(at + 1, end).let { it.substringBefore(',') to it.substringAfter(',') }
        at = end + 1
        lazyMark()
        val least = min.toIntOrNull() ?: 0
        val most = max.toIntOrNull() ?: Int.MAX_VALUE
        return length.coerceIn(least, maxOf(least, most))
    }

    private fun lazyMark() {
        if (pattern.getOrNull(at) == '?' || pattern.getOrNull(at) == '+') at++
    }

    private fun oneOf(chars: String): String = ids.random(1, chars)

    private companion object {
        const val DIGITS = "0123456789"
        const val LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
    }
}
