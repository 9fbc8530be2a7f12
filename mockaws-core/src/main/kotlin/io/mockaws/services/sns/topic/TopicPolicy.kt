package io.mockaws.services.sns.topic

import io.mockaws.services.sns.common.SnsFaults
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * A topic's policy as AddPermission and RemovePermission change it, one labelled statement at a time.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
internal class TopicPolicy private constructor(
    private val document: JsonObject,
) {
    private val statements: List<JsonElement> =
        when (val statement = document[STATEMENT]) {
            null -> emptyList()
            is JsonArray -> statement
            else -> listOf(statement)
        }

    fun has(label: String): Boolean = statements.any { it.isLabelled(label) }

    fun plus(
        label: String,
        accounts: List<String>,
        actions: List<String>,
        topicArn: String,
        partition: String,
    ): TopicPolicy =
        with(
            statements +
                buildJsonObject {
                    put("Sid", label)
                    put("Effect", "Allow")
                    putJsonObject("Principal") {
                        put("AWS", oneOrMany(accounts.map { "arn:$partition:iam::$it:root" }))
                    }
                    put("Action", oneOrMany(actions.map { "SNS:$it" }))
                    put("Resource", topicArn)
                },
        )

    fun minus(label: String): TopicPolicy = with(statements.filterNot { it.isLabelled(label) })

    override fun toString(): String = document.toString()

    private fun with(statements: List<JsonElement>) =
        TopicPolicy(JsonObject(document + (STATEMENT to JsonArray(statements))))

    private fun JsonElement.isLabelled(label: String) =
        ((this as? JsonObject)?.get("Sid") as? JsonPrimitive)?.content == label

    private fun oneOrMany(texts: List<String>): JsonElement =
        texts.singleOrNull()?.let(::JsonPrimitive) ?: JsonArray(texts.map(::JsonPrimitive))

    companion object {
        private const val STATEMENT = "Statement"

        /** What an owner can let others do. */
        val actions: Set<String> =
            linkedSetOf(
                "GetTopicAttributes",
                "SetTopicAttributes",
                "AddPermission",
                "RemovePermission",
                "DeleteTopic",
                "Subscribe",
                "ListSubscriptionsByTopic",
                "Publish",
            )

        /** @throws io.mockaws.engine.AwsFault for what is no policy */
        fun parse(
            text: String,
            prefix: String = "",
        ): TopicPolicy {
            val document =
                try {
                    Json.parseToJsonElement(text) as? JsonObject
                } catch (_: SerializationException) {
                    null
                }
            if (document == null || STATEMENT !in document) throw SnsFaults.invalid("${prefix}Policy Error: null")
            return TopicPolicy(document)
        }

        /** The one that a topic has until it is given another. */
        fun default(
            topicArn: String,
            owner: String,
        ): TopicPolicy =
            TopicPolicy(
                buildJsonObject {
                    put("Version", "2008-10-17")
                    put("Id", "__default_policy_ID")
                    put(STATEMENT, JsonArray(listOf(defaultStatement(topicArn, owner))))
                },
            )

        private fun defaultStatement(
            topicArn: String,
            owner: String,
        ) = buildJsonObject {
            put("Sid", "__default_statement_ID")
            put("Effect", "Allow")
            putJsonObject("Principal") { put("AWS", "*") }
            put("Action", JsonArray(actions.map { JsonPrimitive("SNS:$it") }))
            put("Resource", topicArn)
            putJsonObject("Condition") { putJsonObject("StringEquals") { put("AWS:SourceOwner", owner) } }
        }
    }
}
