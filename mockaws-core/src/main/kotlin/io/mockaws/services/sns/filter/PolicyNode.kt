package io.mockaws.services.sns.filter

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonLocation
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.JsonToken
import java.io.StringWriter

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
            reading(text) { parser ->
                parser.first()
                read(parser).also { parser.nextToken() }
            }

        /**
         * The same, where places are those in [text] without its spaces: that is what SNS gives to the reader of policies.
         *
         * @throws BadPolicy for what is no JSON
         */
        fun parseCompact(text: String): PolicyNode {
            val compact = StringWriter()
            reading(text) { parser ->
                parser.first()
                factory.createGenerator(compact).use { it.copyCurrentStructure(parser) }
                parser.nextToken()
            }
            return parse(compact.toString())
        }

        private fun <T> reading(
            text: String,
            read: (JsonParser) -> T,
        ): T =
            factory.createParser(text).use { parser ->
                try {
                    read(parser)
                } catch (failure: JsonProcessingException) {
                    // A word is read to its end before it turns out to be none.
                    val isWord = failure.originalMessage.startsWith("Unrecognized token")
                    val mark = if (isWord) parser.mark() else Mark(failure.location)
                    throw BadPolicy("failed to parse JSON. ${failure.originalMessage}$mark")
                }
            }

        private fun JsonParser.first() {
            if (nextToken() == null) throw BadPolicy("failed to parse JSON. No content to map due to end-of-input")
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
