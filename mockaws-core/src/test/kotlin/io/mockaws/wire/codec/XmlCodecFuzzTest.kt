package io.mockaws.wire.codec

import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import io.mockaws.wire.Blob
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.Union
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import kotlin.time.Instant

@Serializable
private data class Everything(
    val text: String? = null,
    @XmlAttribute val mark: String? = null,
    val number: Int? = null,
    val real: Double? = null,
    val yes: Boolean? = null,
    val at: Instant? = null,
    val bytes: Blob? = null,
    val texts: List<String>? = null,
    @XmlFlattened val flat: List<Everything>? = null,
    val map: Map<String, Int>? = null,
    val choice: Choice? = null,
    val required: String,
)

@Serializable
@Union
private data class Choice(
    val a: String? = null,
    val b: Int? = null,
)

class XmlCodecFuzzTest {
    private val codec = XmlCodec(MemberNames.PASCAL, XmlStyle())

    private fun decode(bytes: ByteArray): Everything? =
        try {
            codec.decode(Everything.serializer(), bytes, UnknownMembers.Ignore)
        } catch (_: MalformedRequest) {
            null
        }

    private val example =
        Everything(
            "t", "m", 1, 1.5, true, Instant.parse("2026-01-01T00:00:00.5Z"), Blob("b".encodeToByteArray()), listOf("a", ""),
            listOf(Everything(required = "r")), mapOf("k" to 1), Choice(a = "x"), "q"
        )

    @Test fun `whatever bytes come, they are a shape or malformed`() =
        runTest {
            checkAll(500, Arb.byteArray(Arb.int(0..200), Arb.byte())) { decode(it) }
        }

    @Test fun `whatever byte of a document is changed, it is a shape or malformed`() =
        runTest {
            val document = codec.encode(Everything.serializer(), example)
            decode(document) shouldBe example
            checkAll(2000, Arb.int(document.indices), Arb.byte()) { at, byte ->
                decode(document.copyOf().also { it[at] = byte })
                decode(document.copyOf(at))
            }
        }

    @Test fun `whatever is put between the tags, it is a shape or malformed`() =
        runTest {
            val pieces =
                listOf(
                    "<Text>", "</Text>", "<Flat>", "</Flat>", "<Map><entry>", "<key/>", "</entry></Map>", "<Number>9999999999</Number>",
                    "&#0;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "<?x ?>", "<!DOCTYPE a>",
                    "<At>2026</At>", "<Bytes>*</Bytes>", "<Choice><A/><B/></Choice>",
                    "<Real>1f</Real>", "<a:b xmlns:a='c'/>", "<a:b/>", " ", "x",
                )
            checkAll(2000, Arb.list(Arb.int(pieces.indices), 0..8)) { chosen ->
                val inside = chosen.joinToString("") { pieces[it] }
                decode("<Everything><Required/>$inside</Everything>".encodeToByteArray())
            }
        }

    @Test fun `every text that XML can say comes back as it went`() =
        runTest {
            checkAll(500, Arb.list(Arb.int(0x20..0xd7ff), 0..40)) { codes ->
                val text = codes.joinToString("") { it.toChar().toString() } + "\ud83d\ude00"
                val value = Everything(text = "\r\n\t$text", mark = "\r\n\t$text", required = "")
                decode(codec.encode(Everything.serializer(), value)) shouldBe value
            }
        }
}
