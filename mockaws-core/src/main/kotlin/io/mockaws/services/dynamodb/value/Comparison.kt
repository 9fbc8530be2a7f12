package io.mockaws.services.dynamodb.value

/** The order of two values of one ordered type; null where the types differ or have no order. */
internal fun compareOrNull(
    left: AttributeValue,
    right: AttributeValue,
): Int? =
    when {
        left is AttributeValue.S && right is AttributeValue.S -> compareUtf8(left.value, right.value)
        left is AttributeValue.N && right is AttributeValue.N -> left.value.compareTo(right.value)
        left is AttributeValue.B && right is AttributeValue.B -> left.value.compareTo(right.value)
        else -> null
    }

/**
 * The order of the UTF-8 bytes, which is DynamoDB's. It differs from Java's for characters beyond U+FFFF alone:
 * their surrogates lie below U+E000, their bytes above.
 */
internal fun compareUtf8(
    left: String,
    right: String,
): Int {
    val length = minOf(left.length, right.length)
    for (i in 0 until length) {
        val a = left[i]
        val b = right[i]
        if (a != b) {
            return if (a.isSurrogate() == b.isSurrogate()) {
                a.compareTo(b)
            } else if (a.isSurrogate()) {
                1
            } else {
                -1
            }
        }
    }
    return left.length.compareTo(right.length)
}

/** The bytes that [text] takes in UTF-8. */
internal fun utf8Length(text: String): Int {
    var bytes = 0
    for (c in text) {
        bytes +=
            when {
                c < '\u0080' -> 1

                c < '\u0800' -> 2

                // Half of the four bytes of a pair.
                c.isSurrogate() -> 2

                else -> 3
            }
    }
    return bytes
}
