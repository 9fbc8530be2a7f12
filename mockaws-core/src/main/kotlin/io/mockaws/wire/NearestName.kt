package io.mockaws.wire

/** `"SendMesage"; did you mean "SendMessage"?`: what to say of a [name] that is none of [known]. */
internal fun suggestion(
    name: String,
    known: Collection<String>,
): String {
    val nearest = known.minByOrNull { distance(name.lowercase(), it.lowercase()) }
    val isNear = nearest != null && distance(name.lowercase(), nearest.lowercase()) <= maxOf(2, name.length / 3)
    return if (isNear) "\"$name\"; did you mean \"$nearest\"?" else "\"$name\"; there are ${known.sorted()}"
}

/** Levenshtein's: how many letters have to be changed, put in or left out. */
private fun distance(
    a: String,
    b: String,
): Int {
    var previous = IntArray(b.length + 1) { it }
    for (i in a.indices) {
        val row = IntArray(b.length + 1)
        row[0] = i + 1
        for (j in b.indices) {
            val change = previous[j] + if (a[i] == b[j]) 0 else 1
            row[j + 1] = minOf(change, previous[j + 1] + 1, row[j] + 1)
        }
        previous = row
    }
    return previous[b.length]
}
