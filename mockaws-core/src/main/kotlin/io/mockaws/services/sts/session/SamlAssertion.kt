package io.mockaws.services.sts.session

import org.w3c.dom.Element
import org.w3c.dom.NodeList
import org.xml.sax.SAXException
import java.security.MessageDigest
import java.util.Base64
import javax.xml.XMLConstants
import javax.xml.parsers.DocumentBuilderFactory

/** What the answer of a SAML 2.0 identity provider says. */
internal class SamlAssertion private constructor(
    val issuer: String?,
    val subject: String?,
    /** The format of [subject] without its beginning: `persistent`, `transient`. */
    val subjectType: String?,
    /** Where the assertion is for: `https://signin.aws.amazon.com/saml`. */
    val recipient: String?,
    val sessionName: String?,
    val sessionSeconds: Int?,
) {
    /** What tells [subject] from the same of another issuer, account or provider: a digest, as AWS documents it. */
    fun nameQualifier(
        account: String,
        provider: String,
    ): String {
        val digest = MessageDigest.getInstance("SHA-1").digest("$issuer$account/$provider".encodeToByteArray())
        return Base64.getEncoder().encodeToString(digest)
    }

    companion object {
        private const val ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
        private const val ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/"
        private const val FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:"

        /** @throws io.mockaws.engine.AwsFault for what is no answer in Base64 */
        fun of(encoded: String): SamlAssertion {
            val root =
                try {
                    parse(Base64.getMimeDecoder().decode(encoded))
                } catch (_: IllegalArgumentException) {
                    throw invalid()
                } catch (_: SAXException) {
                    throw invalid()
                }
            val name = root.first("NameID")
            return SamlAssertion(
                root.first("Issuer")?.textContent?.trim(),
                name?.textContent?.trim(),
                name?.getAttribute("Format")?.ifEmpty { null }?.removePrefix(FORMAT),
                root.first("SubjectConfirmationData")?.getAttribute("Recipient")?.ifEmpty { null },
                attribute(root, "RoleSessionName"),
                attribute(root, "SessionDuration")?.toIntOrNull(),
            )
        }

        private fun invalid() = StsFaults.invalidToken(
            "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService)"
        )

        private fun parse(xml: ByteArray): Element {
            val factory = DocumentBuilderFactory.newInstance()
            factory.isNamespaceAware = true
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true)
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true)
            val builder = factory.newDocumentBuilder()
            builder.setErrorHandler(null)
            return builder.parse(xml.decodeToString().trim().byteInputStream()).documentElement
        }

        private fun attribute(
            root: Element,
            name: String,
        ): String? =
            root.getElementsByTagNameNS(ASSERTION, "Attribute").elements()
                .firstOrNull {
                    it.getAttribute("Name") == ATTRIBUTE + name
                }?.first("AttributeValue")?.textContent?.trim()

        private fun Element.first(name: String): Element? =
            getElementsByTagNameNS(ASSERTION, name).elements().firstOrNull()

        private fun NodeList.elements(): Sequence<Element> = (0 until length).asSequence().map { item(it) as Element }
    }
}
