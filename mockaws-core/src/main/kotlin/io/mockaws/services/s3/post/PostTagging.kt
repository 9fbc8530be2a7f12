package io.mockaws.services.s3.post

import io.mockaws.wire.http.percentEncode
import java.io.StringReader
import javax.xml.stream.XMLInputFactory
import javax.xml.stream.XMLStreamConstants.START_ELEMENT
import javax.xml.stream.XMLStreamException

/** The tags in a form are a document, where those of a put are a header. */
internal object PostTagging {
    private val factory =
        XMLInputFactory.newDefaultFactory().apply {
            setProperty(XMLInputFactory.SUPPORT_DTD, false)
            setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false)
        }

    /** `key1=value1&key2=value2` of [document]; null where it is none. */
    fun asHeader(document: String): String? =
        try {
            pairsIn(document).joinToString("&") { (key, value) -> "${percentEncode(key)}=${percentEncode(value)}" }
        } catch (_: XMLStreamException) {
            null
        }

    private fun pairsIn(document: String): List<Pair<String, String>> {
        val reader = factory.createXMLStreamReader(StringReader(document))
        val pairs = ArrayList<Pair<String, String>>()
        var key = ""
        while (reader.hasNext()) {
            if (reader.next() != START_ELEMENT) continue
            when (reader.localName) {
                "Key" -> key = reader.elementText
                "Value" -> pairs += key to reader.elementText
            }
        }
        return pairs
    }
}
