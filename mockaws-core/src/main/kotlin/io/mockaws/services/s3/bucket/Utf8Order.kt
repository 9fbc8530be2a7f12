package io.mockaws.services.s3.bucket

/**
 * The order of keys in a listing: by the bytes of their UTF-8 form. UTF-16 code units compare the same way but for
 * surrogates, which stand for characters behind U+FFFF and yet are smaller than U+E000 to U+FFFF.
 */
internal object Utf8Order : Comparator<String> {
    /** Behind every key that begins with a prefix, once appended to that prefix. */
    const val LAST: String = "\uDBFF\uDFFF"

    override fun compare(
        a: String,
        b: String,
    ): Int {
        val common = minOf(a.length, b.length)
        for (i in 0 until common) {
            val x = a[i]
            val y = b[i]
            if (x != y) return rank(x) - rank(y)
        }
        return a.length - b.length
    }

    private fun rank(unit: Char): Int = if (unit.isSurrogate()) unit.code + 0x10000 else unit.code
}
