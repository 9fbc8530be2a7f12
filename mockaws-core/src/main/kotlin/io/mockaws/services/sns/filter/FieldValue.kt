package io.mockaws.services.sns.filter

/** One value of a message attribute or of a member of a message's body. */
internal class FieldValue private constructor(
    val kind: Kind,
    val text: String,
) {
    enum class Kind { TEXT, NUMBER, WORD }

    val isText: Boolean get() = kind == Kind.TEXT

    /** As numbers are compared: five digits behind the point count. Null where it is no number that SNS knows. */
    val number: Long? = if (kind == Kind.NUMBER) scaled(text) else null

    override fun equals(other: Any?): Boolean =
        other is FieldValue && kind == other.kind && (text == other.text || (number != null && number == other.number))

    override fun hashCode(): Int = if (number != null) number.hashCode() else text.hashCode()

    override fun toString(): String = text

    companion object {
        private const val MOST = 1e9
        private const val DIGITS = 1e6

        fun text(text: String): FieldValue = FieldValue(Kind.TEXT, text)

        fun number(text: String): FieldValue = FieldValue(Kind.NUMBER, text)

        /** `true`, `false` or `null`. */
        fun word(text: String): FieldValue = FieldValue(Kind.WORD, text)

        /** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
        private fun scaled(text: String): Long? =
            text.toDoubleOrNull()?.takeIf {
                it >= -MOST && it <= MOST
            }?.let { Math.floor((it + MOST) * DIGITS).toLong() }
    }
}
