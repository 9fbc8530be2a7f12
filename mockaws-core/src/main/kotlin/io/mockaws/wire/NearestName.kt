package io.mockaws.wire

/** Names that a message still holds. */
private const val SHOWN = 10

/** `"SendMesage"; did you mean "SendMessage"?`: what to say of a [name] that is none of [known]. */
internal fun suggestion(
    name: String,
    known: Collection<String>,
): String {
    val nearest = nearest(name, known)
    if (nearest != null) return "\"$name\"; did you mean \"$nearest\"?"
    return "\"$name\"; ${listed(known.sorted())}"
}

/** `there are [orders, stock]`, of many the first ten: what a message says of [names]. */
internal fun listed(names: Collection<String>): String {
    val more = if (names.size > SHOWN) ", and ${names.size - SHOWN} more" else ""
    return "there are ${names.take(SHOWN)}$more"
}

/** The one of [known] that [name] was probably meant to be; null where none is near. */
internal fun nearest(
    name: String,
    known: Collection<String>,
): String? {
    val wanted = name.lowercase()
    val nearest = known.minByOrNull { distance(wanted, it.lowercase()) } ?: return null
    return nearest.takeIf { distance(wanted, it.lowercase()) <= maxOf(2, name.length / 3) }
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
