package io.mockaws.services.sqs.queue

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A queue's policy as `AddPermission` and `RemovePermission` change it, one labelled statement at a time. */
internal class QueuePolicy private constructor(
    private val document: JsonObject,
) {
    private val statements: List<JsonElement> =
        when (val statement = document[STATEMENT]) {
            null -> emptyList()
            is JsonArray -> statement
            else -> listOf(statement)
        }

    val isEmpty: Boolean get() = statements.isEmpty()

    fun has(label: String): Boolean = statements.any { isLabelled(it, label) }

    fun plus(
        label: String,
        accounts: List<String>,
        actions: List<String>,
        queueArn: String,
    ): QueuePolicy =
        with(
            statements +
                buildJsonObject {
                    put("Sid", label)
                    put("Effect", "Allow")
                    put(
                        "Principal",
                        buildJsonObject {
                            put("AWS", oneOrMany(accounts.map { "arn:aws:iam::$it:root" }))
                        }
                    )
                    put("Action", oneOrMany(actions.map { "SQS:$it" }))
                    put("Resource", queueArn)
                },
        )

    fun minus(label: String): QueuePolicy = with(statements.filterNot { isLabelled(it, label) })

    override fun toString(): String = document.toString()

    private fun with(statements: List<JsonElement>) = QueuePolicy(
        JsonObject(document + (STATEMENT to JsonArray(statements)))
    )

    private fun isLabelled(
        statement: JsonElement,
        label: String,
    ) = ((statement as? JsonObject)?.get("Sid") as? JsonPrimitive)?.content == label

    private fun oneOrMany(texts: List<String>): JsonElement =
        texts.singleOrNull()?.let(::JsonPrimitive) ?: JsonArray(texts.map(::JsonPrimitive))

    companion object {
        private const val STATEMENT = "Statement"

        /** The policy in [text], or AWS's default one when there is none. */
        fun of(
            text: String?,
            queueArn: String,
        ): QueuePolicy =
            QueuePolicy(
                text?.let(::jsonOf) as? JsonObject ?: buildJsonObject {
                    put("Version", "2008-10-17")
                    put("Id", "$queueArn/SQSDefaultPolicy")
                },
            )
    }
}
