package io.mockaws.services.s3.post

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.checksum.decodeBase64
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/**
 * What the one who signed a form allows the one who sends it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">AWS</a>
 */
internal class PostPolicy private constructor(
    private val expiration: Instant,
    private val conditions: List<Condition>,
) {
    /** One thing that must be so. */
    private sealed interface Condition

    private class Field(
        val operator: String,
        /** As the policy has it, with `$` where it is a name. */
        val name: String,
        val value: String,
    ) : Condition {
        val field: String? = if (name.startsWith('$')) name.drop(1).lowercase() else null

        fun holds(sent: String?): Boolean =
            when {
                sent == null -> false
                operator == EQ -> sent == value
                field == LIST -> sent.split(',').all { it.trim().startsWith(value) }
                else -> sent.startsWith(value)
            }
    }

    private class Length(
        val min: String,
        val max: String,
    ) : Condition

    /**
     * Refuses [form] where it is not as this wants it, and has it refuse a file that is not.
     *
     * @param bucket where it is sent to
     */
    fun check(
        form: PostForm,
        bucket: String,
        now: Instant,
    ) {
        if (now > expiration) throw PostFaults.notAllowed("Policy expired.")
        val fields = form.fields + (BUCKET to bucket)
        for (condition in conditions) {
            when (condition) {
                is Field -> if (!condition.holds(fields[condition.field])) throw failed(condition)
                is Length -> form.allowed = rangeOf(condition) ?: throw failed(condition)
            }
        }
        val known = conditions.mapNotNull { (it as? Field)?.field }.toSet()
        val extra = form.fields.keys.filterNot { it in known || it in FREE || it.startsWith(IGNORED) }
        if (extra.isNotEmpty()) throw PostFaults.notAllowed("Extra input fields: ${extra.joinToString(", ")}")
    }

    private fun rangeOf(condition: Length): LongRange? {
        val min = condition.min.toLongOrNull() ?: return null
        val max = condition.max.toLongOrNull() ?: return null
        return min..max
    }

    private fun failed(condition: Condition): AwsFault {
        val parts =
            when (condition) {
                is Field -> listOf(condition.operator, condition.name, condition.value)
                is Length -> listOf(LENGTH, condition.min, condition.max)
            }
        return PostFaults.notAllowed("Policy Condition failed: [${parts.joinToString { "\"$it\"" }}]")
    }

    companion object {
        private const val EQ = "eq"
        private const val STARTS_WITH = "starts-with"
        private const val LENGTH = "content-length-range"
        private const val BUCKET = "bucket"

        /** The one field of which each of several values has to be allowed. */
        private const val LIST = "content-type"
        private const val IGNORED = "x-ignore-"

        /** What a form may have without the policy naming it. */
        private val FREE = setOf("x-amz-signature", "file", "policy", "awsaccesskeyid", "signature")

        /** The policy in base64 [text]. */
        fun parse(text: String): PostPolicy {
            val json =
                decodeBase64(text)?.let { parsed(it.decodeToString()) } as? JsonObject ?: throw invalid("Invalid JSON.")
            val expiration =
                (json["expiration"] as? JsonPrimitive)?.content ?: throw invalid("Policy missing expiration.")
            val conditions = json["conditions"] as? JsonArray ?: throw invalid("Policy missing conditions.")
            return PostPolicy(
                Instant.parseOrNull(expiration) ?: throw invalid("Invalid 'expiration' value: '$expiration'"),
                conditions.map { conditionOf(it) },
            )
        }

        private fun parsed(text: String): JsonElement? =
            try {
                Json.parseToJsonElement(text)
            } catch (_: IllegalArgumentException) {
                null
            }

        private fun conditionOf(json: JsonElement): Condition =
            when (json) {
                is JsonObject -> {
                    val (name, value) =
                        json.entries.singleOrNull()
                            ?: throw invalid(
                                "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                            )
                    Field(EQ, "$$name", textOf(value))
                }

                is JsonArray -> {
                    val parts = json.map(::textOf)
                    if (parts.size != PARTS) throw invalid("Invalid Condition: wrong number of arguments.")
                    when (val operator = parts[0].lowercase()) {
                        EQ, STARTS_WITH -> Field(operator, parts[1], parts[2])
                        LENGTH -> Length(parts[1], parts[2])
                        else -> throw invalid("Invalid Condition: unknown operation '${parts[0]}'.")
                    }
                }

                else -> throw invalid("Invalid Condition: must be an object or an array.")
            }

        private fun textOf(json: JsonElement): String =
            (json as? JsonPrimitive)?.content ?: throw invalid("Invalid Condition: values must be strings or numbers.")

        private fun invalid(problem: String) = PostFaults.invalidPolicy(problem)

        private const val PARTS = 3
    }
}
