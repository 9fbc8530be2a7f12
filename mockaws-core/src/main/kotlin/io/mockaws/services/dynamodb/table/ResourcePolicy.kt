package io.mockaws.services.dynamodb.table

import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.PolicyDocument
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Who may do what with a table, or with a stream. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac.html */
@Serializable
internal data class ResourcePolicy(
    val document: String,
    /** A time in milliseconds: a later policy has a later one. */
    val revisionId: String,
) {
    companion object {
        /**
         * What becomes of [before] when [document] is put: itself, if it says so already.
         * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
         */
        fun after(
            before: ResourcePolicy?,
            document: String,
            now: Instant,
        ): ResourcePolicy {
            if (before?.document == document) return before
            val revision = maxOf(now.toEpochMilliseconds(), (before?.revisionId?.toLong() ?: 0) + 1)
            return ResourcePolicy(document, "$revision")
        }

        /** Refuses a [document] that is none, or names actions that are none of a stream's or of a table's. */
        fun check(
            document: String,
            isOfStream: Boolean,
        ) {
            if (document.encodeToByteArray().size > DynamoDbLimits.POLICY_BYTES) {
                throw DynamoDbFaults.validation(
                    "Resource-based policy exceeds the maximum size of ${DynamoDbLimits.POLICY_BYTES} bytes"
                )
            }
            val statements =
                try {
                    PolicyDocument.of(document).statements
                } catch (malformed: MalformedPolicy) {
                    throw invalid(malformed.message)
                }
            if (statements.any { it.principals == null }) throw invalid("Missing required field Principal")
            val wrong = statements.flatMap { it.actions.value }.distinct().filter { isWrong(it, isOfStream) }
            if (wrong.isNotEmpty()) {
                throw invalid("The following action names are invalid: " + wrong.joinToString { "\"$it\"" })
            }
        }

        private fun invalid(what: String) = DynamoDbFaults.invalidParameter("Invalid policy document: $what")

        private fun isWrong(
            action: String,
            isOfStream: Boolean,
        ): Boolean {
            if ('*' in action || '?' in action) return false
            return action in NEVER || ((action in OF_STREAMS) != isOfStream && action !in OF_POLICIES)
        }

        private fun actions(names: String) = names.split(' ').map { "dynamodb:$it" }.toSet()

        /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html */
        private val OF_STREAMS = actions("DescribeStream GetRecords GetShardIterator")
        private val OF_POLICIES = actions("GetResourcePolicy PutResourcePolicy DeleteResourcePolicy")
        private val NEVER = actions("CreateTable ListTables ListStreams ListBackups DescribeLimits")
    }
}
