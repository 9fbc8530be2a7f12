package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.DynamoDbJson
import java.security.MessageDigest
import java.util.Base64

/** Where a page ended: the number of its range, and the key of the last row there, if any of it was read. */
internal class ReadPosition(
    val range: Int,
    val key: Attributes?,
)

/** Tokens of pages. One is good for the statement and the parameters that it was made for, whatever the limit. */
internal class NextTokens(
    statement: String,
    parameters: List<AttributeValue>,
) {
    private val mark: String =
        MessageDigest
            .getInstance("SHA-256")
            .digest(DynamoDbJson.text(mapOf(statement to AttributeValue.L(parameters))).toByteArray())
            .let { Base64.getUrlEncoder().encodeToString(it) }

    fun of(position: ReadPosition): String {
        val key = position.key?.let { DynamoDbJson.text(it) }.orEmpty()
        return Base64.getEncoder().encodeToString("$mark ${position.range} $key".toByteArray())
    }

    /** @throws io.mockaws.engine.AwsFault when [token] is none, or one of another statement */
    fun read(token: String): ReadPosition {
        val text =
            try {
                Base64.getDecoder().decode(token).decodeToString()
            } catch (_: IllegalArgumentException) {
                throw invalid()
            }
        val parts = text.split(' ', limit = 3)
        if (parts.size < 3) throw invalid()
        if (parts[0] != mark) throw DynamoDbFaults.validation("NextToken does not match request")
        val key = parts[2].takeIf { it.isNotEmpty() }?.let { DynamoDbJson.keyOrNull(it) ?: throw invalid() }
        return ReadPosition(parts[1].toIntOrNull() ?: throw invalid(), key)
    }

    companion object {
        fun invalid(): AwsFault = DynamoDbFaults.validation("Invalid NextToken")
    }
}
