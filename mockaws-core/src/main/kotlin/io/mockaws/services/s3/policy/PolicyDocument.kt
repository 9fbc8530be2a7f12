package io.mockaws.services.s3.policy

import io.mockaws.services.s3.S3Limits
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A bucket policy. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 *
 * S3 hands it back as what it understood, not as it was written: without spaces, the elements in an order of its own,
 * and with the version that goes without saying.
 */
internal class PolicyDocument private constructor(
    private val version: String,
    private val id: String?,
    val statements: List<PolicyStatement>,
) {
    /** As S3 keeps it. */
    val text: String
        get() =
            JsonObject(
                buildMap {
                    put(VERSION, JsonPrimitive(version))
                    if (id != null) put(ID, JsonPrimitive(id))
                    put(STATEMENT, JsonArray(statements.map { it.json }))
                },
            ).toString()

    companion object {
        private const val VERSION = "Version"
        private const val ID = "Id"
        private const val STATEMENT = "Statement"
        private const val OLD_VERSION = "2008-10-17"
        private val VERSIONS = setOf(OLD_VERSION, "2012-10-17")

        /** What is in [text], refused with S3's words where it has not the form of a policy. */
        fun parse(text: String): PolicyDocument {
            if (!text.startsWith('{')) throw PolicyFaults.notJson()
            val elements = objectIn(text)
            elements.keys.firstOrNull {
                it != VERSION && it != ID && it != STATEMENT
            }?.let { throw PolicyFaults.unknownField(it) }
            val version = elements[VERSION]?.let { it.string ?: throw PolicyFaults.version() } ?: OLD_VERSION
            if (version !in VERSIONS) throw PolicyFaults.version()
            val id = elements[ID]?.let { it.string ?: throw PolicyFaults.syntax() }
            val statements = statementsOf(elements[STATEMENT] ?: throw PolicyFaults.missing(STATEMENT))
            val document = PolicyDocument(version, id, statements)
            if (document.text.encodeToByteArray().size > S3Limits.POLICY_BYTES) throw PolicyFaults.tooLarge()
            return document
        }

        private fun objectIn(text: String): JsonObject =
            try {
                Json.parseToJsonElement(text) as JsonObject
            } catch (_: SerializationException) {
                throw PolicyFaults.invalidJson()
            }

        private fun statementsOf(sent: JsonElement): List<PolicyStatement> {
            val all = sent as? JsonArray ?: listOf(sent)
            if (all.isEmpty()) throw PolicyFaults.noStatement()
            return all.map { PolicyStatement.of(it as? JsonObject ?: throw PolicyFaults.syntax()) }
        }
    }
}

/** The text of a JSON string; null for anything else. */
internal val JsonElement.string: String? get() = (this as? JsonPrimitive)?.takeIf { it.isString }?.content

/** The texts of a string, or of an array of them. */
internal fun JsonElement.strings(): List<String> =
    when (this) {
        is JsonArray -> map { it.string ?: throw PolicyFaults.syntax() }
        else -> listOf(string ?: throw PolicyFaults.syntax())
    }
