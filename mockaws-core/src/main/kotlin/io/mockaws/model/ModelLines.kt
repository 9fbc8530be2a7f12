package io.mockaws.model

/** The text of a model, cut into lines that are found by name. */
internal class ModelLines(
    private val text: String,
) {
    /** Where a line begins and ends, in one number: there are thousands. */
    private val places = HashMap<String, Long>()

    /** Operations by name, in the order of the file. */
    val operations: Map<String, Long>

    /** Shapes by name. */
    val shapes: Map<String, Long> get() = places

    /** The first line: of the service itself. */
    val head: List<String>

    init {
        val found = LinkedHashMap<String, Long>()
        var start = text.indexOf('\n') + 1
        head = text.substring(1, start - 1).split('\t')
        while (start < text.length) {
            val end = text.indexOf('\n', start).let { if (it < 0) text.length else it }
            val tab = text.indexOf('\t', start).let { if (it < 0 || it > end) end else it }
            val name = text.substring(start + 1, tab)
            (if (text[start] == '@') found else places)[name] = start.toLong() shl Int.SIZE_BITS or end.toLong()
            start = end + 1
        }
        operations = found
    }

    /** The fields of a line, the first with the character that says what it is of. */
    fun fields(place: Long): List<String> =
        text.substring((place shr Int.SIZE_BITS).toInt(), place.toInt()).split('\t')
}
