package io.mockaws.engine.delivery

import io.mockaws.engine.Place

/**
 * An Amazon Resource Name, as far as all services agree on it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS</a>
 */
internal class Arn private constructor(
    private val text: String,
    /** As `sqs`. */
    val service: String,
    /** Where it is; account and region are empty for what is in none. */
    val place: Place,
    /** What the service makes of the rest. */
    val resource: String,
) {
    override fun toString(): String = text

    companion object {
        private const val PARTS = 6

        /** Null for what is none. */
        fun parse(text: String): Arn? {
            val parts = text.split(':', limit = PARTS)
            if (parts.size != PARTS || parts[0] != "arn" || !parts[1].startsWith("aws")) return null
            if (parts[2].isEmpty() || parts[5].isEmpty()) return null
            return Arn(text, parts[2], Place(parts[4], parts[3]), parts[5])
        }
    }
}
