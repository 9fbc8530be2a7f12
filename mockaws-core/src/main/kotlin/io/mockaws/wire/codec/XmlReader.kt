package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import java.io.ByteArrayInputStream
import javax.xml.stream.XMLInputFactory
import javax.xml.stream.XMLStreamConstants
import javax.xml.stream.XMLStreamException
import javax.xml.stream.XMLStreamReader

/** An element with what it holds. Names are without their prefix. */
internal class XmlElement(
    val name: String,
) {
    val children: MutableList<XmlElement> = ArrayList(4)

    /** Name and value in turn. */
    val attributes: MutableList<String> = ArrayList(0)

    /** All text directly within, in order; whitespace is kept. */
    val text: String get() = content?.toString() ?: single

    private var single = ""
    private var content: StringBuilder? = null

    fun append(piece: String) {
        if (content == null && single.isEmpty()) {
            single = piece
        } else {
            content = (content ?: StringBuilder(single)).append(piece)
        }
    }
}

/** XML as a tree. Neither DTDs nor entities of its own are taken: https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing */
internal object XmlReader {
    /** A factory of the JDK keeps a reader for reuse and so belongs to one thread. */
    private val factories =
        ThreadLocal.withInitial {
            XMLInputFactory.newDefaultFactory().apply {
                setProperty(XMLInputFactory.SUPPORT_DTD, false)
                setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false)
                setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false)
                setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true)
            }
        }

    /** @throws MalformedRequest for what is not well-formed */
    fun read(bytes: ByteArray): XmlElement =
        try {
            val reader = factories.get().createXMLStreamReader(ByteArrayInputStream(bytes))
            try {
                read(reader)
            } finally {
                reader.close()
            }
        } catch (broken: XMLStreamException) {
            throw malformed(broken)
        } catch (broken: MalformedRequest) {
            throw broken
        } catch (broken: RuntimeException) {
            // The JDK's parser lets some of its own slips through on bad names, encodings and references.
            factories.remove()
            throw malformed(broken)
        }

    private fun malformed(cause: Exception?) = MalformedRequest("Could not parse XML", cause)

    private fun read(reader: XMLStreamReader): XmlElement {
        val open = ArrayList<XmlElement>()
        var root: XmlElement? = null
        while (reader.hasNext()) {
            when (reader.next()) {
                XMLStreamConstants.START_ELEMENT -> {
                    if (open.size == MAX_DEPTH) throw malformed(null)
                    val element = element(reader)
                    if (open.isEmpty()) root = element else open.last().children.add(element)
                    open.add(element)
                }

                XMLStreamConstants.END_ELEMENT -> open.removeLastOrNull()

                XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    if (open.isNotEmpty()) open.last().append(reader.text)

                XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw malformed(null)
            }
        }
        return root ?: throw malformed(null)
    }

    private fun element(reader: XMLStreamReader): XmlElement {
        val element = XmlElement(reader.localName)
        for (i in 0 until reader.attributeCount) {
            element.attributes.add(reader.getAttributeLocalName(i))
            element.attributes.add(reader.getAttributeValue(i))
        }
        return element
    }

    /** No shape of AWS is as deep; the walk over a recursive shape needs stack. */
    private const val MAX_DEPTH = 256
}
