package io.mockaws.compat.ktor.mounted

/** What came back; the names of [headers] are in lower case. */
internal class Answer(
    val status: Int,
    val headers: List<Pair<String, String>>,
    val bytes: ByteArray,
) {
    val text: String get() = bytes.decodeToString()

    operator fun get(header: String): String? = headers.firstOrNull { it.first == header }?.second
}
