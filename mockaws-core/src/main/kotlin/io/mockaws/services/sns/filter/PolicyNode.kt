package io.mockaws.services.sns.filter

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonLocation
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.JsonToken

/** A place in a policy, as refusals tell it. */
internal class Mark(
    private val location: JsonLocation,
) {
    /** The location as AWS's parser writes it. */
    override fun toString(): String =
        "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); " +
            "line: ${location.lineNr}, column: ${location.columnNr}]"
}

/** What is wrong with a policy: the words that come behind `FilterPolicy: `. */
internal class BadPolicy(
    override val message: String,
) : RuntimeException(message, null, false, false)

/**
 * A piece of the JSON of a policy, and where it stands. SNS says of a bad policy where its own parser had got to, so a
 * node knows that place after its first character, and after its last.
 */
internal sealed class PolicyNode(
    val start: Mark,
    val end: Mark,
) {
    class Field(
        val name: String,
        /** After the name, the colon, and the first character of the value. */
        val mark: Mark,
        val value: PolicyNode,
    )

    class Members(
        val fields: List<Field>,
        start: Mark,
        end: Mark,
    ) : PolicyNode(start, end)

    class Items(
        val items: List<PolicyNode>,
        start: Mark,
        end: Mark,
    ) : PolicyNode(start, end)

    class Scalar(
        val value: FieldValue,
        start: Mark,
        end: Mark,
    ) : PolicyNode(start, end)

    companion object {
        private val factory = JsonFactory()

        /** @throws BadPolicy for what is no JSON */
        fun parse(text: String): PolicyNode =
            try {
                factory.createParser(text).use { parser ->
                    if (parser.nextToken() == null) throw BadPolicy("failed to parse JSON. No content to map due to end-of-input")
                    read(parser).also { parser.nextToken() }
                }
            } catch (failure: JsonProcessingException) {
                throw BadPolicy("failed to parse JSON. ${failure.originalMessage}${Mark(failure.location)}")
            }

        private fun read(parser: JsonParser): PolicyNode {
            val start = parser.mark()
            return when (parser.currentToken()) {
                JsonToken.START_OBJECT -> {
                    val fields = ArrayList<Field>()
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        val name = parser.currentName()
                        val mark = parser.mark()
                        parser.nextToken()
                        fields += Field(name, mark, read(parser))
                    }
                    Members(fields, start, parser.mark())
                }

                JsonToken.START_ARRAY -> {
                    val items = ArrayList<PolicyNode>()
                    while (parser.nextToken() != JsonToken.END_ARRAY) items += read(parser)
                    Items(items, start, parser.mark())
                }

                JsonToken.VALUE_STRING -> FieldValue.text(parser.text).let { Scalar(it, start, parser.mark()) }

                JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT ->
                    Scalar(FieldValue.number(parser.text), start, parser.mark())

                else -> Scalar(FieldValue.word(parser.text), start, parser.mark())
            }
        }

        private fun JsonParser.mark() = Mark(currentLocation())
    }
}
