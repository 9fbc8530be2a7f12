package io.mockaws.services.firehose.stream

import java.time.ZoneId
import java.time.format.DateTimeFormatter
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * Prefixes of objects, with what stands in `!{...}` worked out.
 *
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
internal object PrefixExpression {
    /** What expressions are worked out from. */
    class Values(
        /** When the oldest record of the object came. */
        val at: Instant,
        val zone: ZoneId,
        /** A random string, anew each time. */
        val random: () -> String,
        val fromQuery: Map<String, String> = emptyMap(),
        val fromLambda: Map<String, String> = emptyMap(),
        /** As `processing-failed`; null for records that are well. */
        val errorType: String? = null,
    )

    private val expression = Regex("!\\{([^:}]*):([^}]*)}")
    private const val TIME = "timestamp"
    private const val HOURS = "!{timestamp:yyyy/MM/dd/HH/}"

    /** Refuses expressions that AWS does not know. */
    fun check(
        prefix: String,
        isForErrors: Boolean,
    ) {
        val known =
            listOf(TIME, "firehose") +
                if (isForErrors) emptyList() else listOf("partitionKeyFromQuery", "partitionKeyFromLambda")
        for ((namespace, value) in expression.findAll(prefix).map { it.groupValues[1] to it.groupValues[2] }) {
            if (namespace !in
                known
            ) {
                throw FirehoseFaults.invalid("The prefix expression namespace $namespace is not valid.")
            }
            if (namespace == TIME && !isPattern(value)) {
                throw FirehoseFaults.invalid("The prefix expression !{timestamp:$value} is not valid.")
            }
            if (value == "error-output-type" && !isForErrors) {
                throw FirehoseFaults.invalid("Prefix cannot contain !{firehose:error-output-type}.")
            }
        }
        if (expression.replace(
                prefix,
                ""
            ).contains("!{")
        ) {
            throw FirehoseFaults.invalid("The prefix $prefix is not valid.")
        }
    }

    private fun isPattern(text: String): Boolean =
        try {
            DateTimeFormatter.ofPattern(text)
            true
        } catch (_: IllegalArgumentException) {
            false
        }

    /** [prefix] as it is for [values]; with the hour where it says no time. */
    fun evaluate(
        prefix: String,
        values: Values,
    ): String {
        val type = values.errorType
        val hasTime = "!{$TIME:" in prefix
        val whole =
            when {
                type == null -> if (hasTime) prefix else prefix + HOURS
                "error-output-type}" in prefix -> if (hasTime) prefix else prefix + HOURS
                else -> "$prefix$type/" + if (hasTime) "" else HOURS
            }
        return expression.replace(whole) {
            Regex.escapeReplacement(valueOf(it.groupValues[1], it.groupValues[2], values))
        }
    }

    private fun valueOf(
        namespace: String,
        name: String,
        values: Values,
    ): String =
        when (namespace) {
            TIME -> DateTimeFormatter.ofPattern(name).withZone(values.zone).format(values.at.toJavaInstant())
            "partitionKeyFromQuery" -> values.fromQuery[name].orEmpty()
            "partitionKeyFromLambda" -> values.fromLambda[name].orEmpty()
            else -> if (name == "random-string") values.random() else values.errorType.orEmpty()
        }
}
