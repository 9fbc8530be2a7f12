package io.mockaws.wire.codec

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import io.mockaws.wire.Blob
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlKey
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlValue
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.time.Instant

@Timeout(60)
class FormCodecTest {
    @Serializable
    internal data class Shape(
        val text: String? = null,
        val count: Int? = null,
        val flag: Boolean? = null,
        val blob: Blob? = null,
        val at: Instant? = null,
        val list: List<String>? = null,
        @XmlFlattened @XmlName("Entry") val shapes: List<Shape>? = null,
        val map: Map<String, Int>? = null,
        @XmlFlattened @XmlName("Attribute") @XmlKey("Name") @XmlValue("Value") val attributes: Map<String, String>? = null,
    )

    private val codec = FormCodec(MemberNames.PASCAL)

    private fun read(form: String) = codec.decode(Shape.serializer(), form, UnknownMembers.Ignore)

    @Test
    fun `lists, maps and structures, flattened or not`() {
        read("Action=A&Version=1&Text=a+b%26&Count=7&Flag=true&Blob=AAE=&At=2026-11-21T10:00:00Z") shouldBe
            Shape("a b&", 7, true, Blob(byteArrayOf(0, 1)), Instant.parse("2026-11-21T10:00:00Z"))
        read("List.member.2=b&List.member.10=c&List.member.1=a").list shouldBe listOf("a", "b", "c")
        read("Entry.1.Text=x&Entry.2.Entry.1.Count=3").shapes shouldBe listOf(Shape("x"), Shape(shapes = listOf(Shape(count = 3))))
        read("Map.entry.1.key=k&Map.entry.1.value=1").map shouldBe mapOf("k" to 1)
        read("Attribute.1.Name=n&Attribute.1.Value=v").attributes shouldBe mapOf("n" to "v")
        read("List=").list shouldBe emptyList()
        read("") shouldBe Shape()
    }

    @Test
    fun `parameters that the shape lacks are told`() {
        val seen = ArrayList<String>()
        codec.decode(Shape.serializer(), "Action=A&Foo=1&Entry.1.Bar.2=x&Text=t") { seen += it }
        seen shouldContainExactly listOf("Foo", "Entry.1.Bar")
    }

    @Test
    fun `malformed forms are refused`() {
        val deep = "Entry.1.".repeat(200) + "Text=x"
        val scalars = listOf("Count=x", "Count=", "Count=99999999999", "Flag=yes", "At=now", "Blob=%", "Text=%zz", "Text.1=x")
        for (form in scalars + "Map.entry.1.key=k" + "List.member.x=1" + deep) {
            withClue(form) { shouldThrow<MalformedRequest> { read(form) } }
        }
    }

    @Test
    fun `any text is a form or refused`() =
        runTest {
            val words = listOf("Text", "List", "Entry", "Map", ".member", ".entry", ".key", ".value")
            val tokens = words + listOf(".1", ".2", ".", "=", "&", "%", "%ff", "+", "1", "-1")
            checkAll(5_000, Arb.list(Arb.element(tokens), 0..30)) { pieces ->
                try {
                    read(pieces.joinToString(""))
                } catch (_: MalformedRequest) {
                }
            }
        }
}
