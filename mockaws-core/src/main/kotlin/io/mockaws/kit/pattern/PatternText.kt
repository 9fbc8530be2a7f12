package io.mockaws.kit.pattern

import com.fasterxml.jackson.core.JsonFactoryBuilder
import com.fasterxml.jackson.core.JsonLocation
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.core.StreamReadFeature

/** A value of a pattern, and where it stands in its text. */
internal class PatternNode(
    val token: JsonToken,
    /** Of a string its content, of a number its digits. */
    val text: String,
    /** Where a reader stands who has seen what kind of value it is. */
    val seen: JsonLocation,
    /** The same when it has been read. */
    val read: JsonLocation,
    /** Members of an object, one behind the other. */
    val members: List<Pair<String, PatternNode>> = emptyList(),
    /** Items of an array. */
    val items: List<PatternNode> = emptyList(),
) {
    val isObject: Boolean get() = token == JsonToken.START_OBJECT
    val isArray: Boolean get() = token == JsonToken.START_ARRAY
    val isString: Boolean get() = token == JsonToken.VALUE_STRING
    val isNumber: Boolean get() = token.isNumeric
}

/** What keeps a text from being a pattern, in AWS's words. */
internal class NoPattern(
    val reason: String,
    val at: JsonLocation?,
    /** How often the place is told. */
    val times: Int = 1,
) : RuntimeException(reason, null, false, false)

/** Patterns as JSON. */
internal object PatternText {
    /** Shows the text where it tells of a mistake, as AWS does. */
    private val factory = JsonFactoryBuilder().enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build()

    /** @throws NoPattern for what is no JSON */
    fun read(text: String): PatternNode =
        try {
            factory.createParser(text).use { parser ->
                parser.nextToken() ?: throw NoPattern("Filter is not an object", parser.currentLocation())
                node(parser)
            }
        } catch (malformed: JsonProcessingException) {
            throw NoPattern(malformed.originalMessage, malformed.location)
        }

    private fun node(parser: JsonParser): PatternNode {
        val token = parser.currentToken()
        val seen = parser.currentLocation()
        return when (token) {
            JsonToken.START_OBJECT -> {
                val members = ArrayList<Pair<String, PatternNode>>()
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    val name = parser.currentName()
                    parser.nextToken()
                    members += name to node(parser)
                }
                PatternNode(token, "", seen, parser.currentLocation(), members)
            }

            JsonToken.START_ARRAY -> {
                val items = ArrayList<PatternNode>()
                while (parser.nextToken() != JsonToken.END_ARRAY) items += node(parser)
                PatternNode(token, "", seen, parser.currentLocation(), items = items)
            }

            else -> {
                val content = parser.text
                PatternNode(token, content, seen, parser.currentLocation())
            }
        }
    }
}
