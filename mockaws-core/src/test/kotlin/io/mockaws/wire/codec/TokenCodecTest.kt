package io.mockaws.wire.codec

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.wire.Blob
import io.mockaws.wire.Document
import io.mockaws.wire.JsonName
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.Union
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import kotlin.time.Instant

class TokenCodecTest {
    @Serializable
    enum class Kind {
        @SerialName("a-kind")
        A,
    }

    @Serializable
    data class Inner(
        val id: String? = null,
        val inner: Inner? = null,
    )

    @Serializable
    @Union
    internal data class Choice(
        val text: String? = null,
        val number: Int? = null,
    )

    @Serializable
    internal data class Outer(
        val text: String? = null,
        val flag: Boolean? = null,
        val byte: Byte? = null,
        val count: Int = 0,
        val long: Long? = null,
        val float: Float? = null,
        val double: Double? = null,
        val blob: Blob? = null,
        val at: Instant? = null,
        @TimestampFormat(Timestamps.DATE_TIME) val dates: List<Instant>? = null,
        @SerialName("KMSKey") val key: String? = null,
        @JsonName("renamed") val name: String? = null,
        val kind: Kind? = null,
        val list: List<Inner>? = null,
        val sparse: List<String?>? = null,
        val map: Map<String, Inner>? = null,
        val byKind: Map<Kind, Int>? = null,
        val choice: Choice? = null,
        val document: Document? = null,
    )

    private val full =
        Outer(
            text = "käse \uD83E\uDDC0",
            flag = true,
            byte = -128,
            count = 7,
            long = Long.MIN_VALUE,
            float = 1.5f,
            double = Double.NEGATIVE_INFINITY,
            blob = Blob(byteArrayOf(0, 1, -1)),
            at = Instant.parse("2026-11-21T10:00:00.123Z"),
            dates = listOf(Instant.parse("2026-11-21T10:00:00Z")),
            key = "k",
            name = "n",
            kind = Kind.A,
            list = listOf(Inner("1"), Inner("2", Inner("3"))),
            sparse = listOf("x", null),
            map = mapOf("a" to Inner("m")),
            byKind = mapOf(Kind.A to 1),
            choice = Choice(number = 4),
            document = Document(mapOf("a" to listOf(1, "b", null, true, 2.5))),
        )

    private val json = TokenCodec(TokenFormat.JSON, MemberNames.PASCAL)

    private fun read(text: String): Outer =
        json.decode(Outer.serializer(), text.encodeToByteArray(), UnknownMembers.Ignore)

    @Test
    fun `every type comes back from each format as it was`() {
        for (format in TokenFormat.entries) {
            val codec = TokenCodec(format, MemberNames.PASCAL)
            val bytes = codec.encode(Outer.serializer(), full)
            codec.decode(Outer.serializer(), bytes, UnknownMembers.Ignore) shouldBe full
        }
    }

    @Test
    fun `JSON has the names and forms of AWS`() {
        json.encode(Outer.serializer(), full.copy(document = null, list = null)).decodeToString() shouldBe
            """{"Text":"käse 🧀","Flag":true,"Byte":-128,"Count":7,"Long":-9223372036854775808,"Float":1.5,""" +
            """"Double":"-Infinity","Blob":"AAH/","At":1795255200.123,"Dates":["2026-11-21T10:00:00Z"],"KMSKey":"k",""" +
            """"Name":"n","Kind":"a-kind","Sparse":["x",null],"Map":{"a":{"Id":"m"}},"ByKind":{"a-kind":1},""" +
            """"Choice":{"Number":4}}"""
    }

    @Test
    fun `restJson renames where the shape says so`() {
        val rest = TokenCodec(TokenFormat.JSON, MemberNames.PASCAL, jsonNames = true)
        rest.encode(Outer.serializer(), Outer(name = "n")).decodeToString() shouldBe """{"Count":0,"renamed":"n"}"""
    }

    @Test
    fun `null is absent`() {
        read("""{"Text":null,"List":null}""") shouldBe Outer()
    }

    @Test
    fun `unknown members are told with their path`() {
        val seen = ArrayList<String>()
        val text = """{"Foo":{"x":[1]},"List":[{"Id":"a"},{"Bar":1}],"Map":{"k":{"Inner":{"Baz":[]}}},"Nil":null,"__type":"T"}"""
        json.decode(Outer.serializer(), text.encodeToByteArray()) { seen += it }
        seen shouldContainExactly listOf("Foo", "List[1].Bar", "Map.k.Inner.Baz")
    }

    @Test
    fun `malformed input is refused`() {
        val bad =
            listOf(
                "[]", "1", "\"x\"", "{", "{\"Text\":", "{\"Text\":1}", "{\"Count\":\"1\"}", "{\"Count\":1.5}", "{\"Count\":2147483648}",
                "{\"Byte\":200}", "{\"Long\":9223372036854775808}", "{\"Double\":1e999}", "{\"Flag\":\"true\"}", "{\"Blob\":\"abc\"}",
                "{\"Blob\":\"ab!=\"}", "{\"Blob\":1}", "{\"At\":\"2026\"}", "{\"At\":1e99999999}", "{\"Dates\":[\"2026-13-01T00:00:00Z\"]}",
                "{\"Kind\":\"b\"}", "{\"List\":{}}", "{\"List\":[null]}", "{\"Map\":[]}", "{\"Map\":{\"a\":null}}", "{} {}", "{}x",
                "{\"Choice\":{}}", "{\"Choice\":{\"Text\":\"a\",\"Number\":1}}", "{\"Text\":\"\\ud800\"}", "{\"Text\":\"a\u0001\"}",
                "{\"Document\":" + "[".repeat(100_000), "{\"Count\":" + "1".repeat(100_000) + "}",
            )
        for (text in bad) shouldThrow<MalformedRequest> { read(text) }
        shouldThrow<MalformedRequest> {
            json.decode(Outer.serializer(), "{\"Text\":\"".encodeToByteArray() + byteArrayOf(-1, 34, 125), UnknownMembers.Ignore)
        }
    }

    @Test
    fun `nothing is an empty structure`() {
        read("") shouldBe Outer()
        json.decode(kotlinx.serialization.serializer<Unit>(), ByteArray(0), UnknownMembers.Ignore) shouldBe Unit
    }

    @Test
    fun `a shape can be looked at by the names of AWS`() {
        val seen = Documents.of(Outer.serializer(), full.copy(document = null), MemberNames.PASCAL)
        seen["At"] shouldBe full.at
        seen["Blob"] shouldBe full.blob
        seen["List"] shouldBe listOf(mapOf("Id" to "1"), mapOf("Id" to "2", "Inner" to mapOf("Id" to "3")))
        seen["ByKind"] shouldBe mapOf("a-kind" to 1)
        ("Document" in seen) shouldBe false
    }
}
