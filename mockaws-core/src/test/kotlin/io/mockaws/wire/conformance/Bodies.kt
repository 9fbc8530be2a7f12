package io.mockaws.wire.conformance

import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.dataformat.cbor.CBORParser
import io.kotest.matchers.shouldBe
import io.mockaws.wire.Blob
import io.mockaws.wire.codec.TokenFormat
import org.w3c.dom.Element
import org.w3c.dom.Node
import java.util.Base64
import javax.xml.parsers.DocumentBuilderFactory

/** Compares the bodies of messages by what they mean in their media type. */
internal object Bodies {
    suspend fun compare(
        mediaType: String?,
        expected: String,
        actual: ByteArray,
    ) {
        when {
            expected.isEmpty() -> actual.decodeToString() shouldBe ""
            mediaType == null && !expected.startsWith("<") -> actual.decodeToString() shouldBe expected
            mediaType?.contains("cbor") == true -> cbor(actual) shouldBe cbor(Base64.getDecoder().decode(expected))
            mediaType?.contains("json") == true -> json(actual) shouldBe json(expected.encodeToByteArray())
            mediaType?.contains("xml") != false -> compareXml(root(expected.encodeToByteArray()), root(actual))
            else -> actual.decodeToString() shouldBe expected
        }
    }

    private suspend fun json(bytes: ByteArray): Any? =
        TokenFormat.JSON.factory.createParser(bytes).use {
            it.nextToken()
            ModelValues.normal(tree(it))
        }

    private suspend fun cbor(bytes: ByteArray): Any? =
        TokenFormat.CBOR.factory.createParser(bytes).use {
            it.nextToken()
            ModelValues.normal(tree(it))
        }

    private fun tree(parser: JsonParser): Any? {
        val tag = (parser as? CBORParser)?.currentTag ?: -1
        val value =
            when (parser.currentToken()) {
                JsonToken.VALUE_NULL -> null

                JsonToken.VALUE_TRUE -> true

                JsonToken.VALUE_FALSE -> false

                JsonToken.VALUE_STRING -> parser.text

                JsonToken.VALUE_EMBEDDED_OBJECT -> Blob(parser.binaryValue)

                JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT -> parser.numberValue

                JsonToken.START_ARRAY -> buildList { while (parser.nextToken() != JsonToken.END_ARRAY) add(tree(parser)) }

                JsonToken.START_OBJECT ->
                    buildMap {
                        while (true) {
                            val name = parser.nextFieldName() ?: break
                            parser.nextToken()
                            put(name, tree(parser))
                        }
                    }

                else -> error("Not a value: ${parser.currentToken()}")
            }
        return if (tag >= 0) listOf("tag $tag", value) else value
    }

    /**
     * Vectors for Query leave out what AWS always sends: the request's id, and in errors the namespace.
     */
    private fun compareXml(
        expected: Element,
        actual: Element,
    ) {
        for (name in listOf("ResponseMetadata", "requestId")) {
            val metadata = actual.getElementsByTagName(name).item(0)
            if (metadata != null && expected.getElementsByTagName(name).length == 0) actual.removeChild(metadata)
        }
        val ignored = actual.namespaceURI.takeIf { expected.namespaceURI == null }
        describe(actual, ignored) shouldBe describe(expected, ignored)
    }

    private fun root(bytes: ByteArray): Element {
        val factory = DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }
        return factory.newDocumentBuilder().parse(bytes.inputStream()).documentElement
    }

    /** An element as text, its children by name: the order of a structure's members says nothing. */
    private fun describe(
        element: Element,
        ignored: String?,
    ): String {
        val attributes =
            (0 until element.attributes.length)
                .map { element.attributes.item(it) }
                .filter { it.namespaceURI != "http://www.w3.org/2000/xmlns/" }
                .map { " ${it.namespaceURI.orEmpty()}:${it.localName}='${it.nodeValue}'" }
                .sorted()
                .joinToString("")
        val nodes = (0 until element.childNodes.length).map { element.childNodes.item(it) }
        val children = nodes.filterIsInstance<Element>().sortedBy { it.localName }.map { describe(it, ignored) }
        val text = nodes.filter {
            it.nodeType == Node.TEXT_NODE || it.nodeType == Node.CDATA_SECTION_NODE
        }.joinToString("") { it.nodeValue }
        val content = if (children.isEmpty()) text else children.joinToString("\n", "\n", "\n") + text.trim()
        return "<{${element.namespaceURI.orEmpty().takeIf { it != ignored }.orEmpty()}}${element.localName}$attributes>$content</>"
    }
}
