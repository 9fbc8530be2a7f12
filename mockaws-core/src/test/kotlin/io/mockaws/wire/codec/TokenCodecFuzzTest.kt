package io.mockaws.wire.codec

import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.orNull
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import io.mockaws.wire.Blob
import io.mockaws.wire.Document
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.time.Instant

/** Whatever comes in: a value, or [MalformedRequest]; never anything else, and soon. */
@Timeout(60)
class TokenCodecFuzzTest {
    @Serializable
    internal data class Shape(
        val text: String? = null,
        val int: Int? = null,
        val long: Long? = null,
        val double: Double? = null,
        val blob: Blob? = null,
        val at: Instant? = null,
        val list: List<String>? = null,
        val sparse: List<Int?>? = null,
        val map: Map<String, Shape>? = null,
        val shape: Shape? = null,
        val document: Document? = null,
    )

    private val texts = Arb.string(0..12).map { text -> text.filterNot { it.isSurrogate() } }

    private val shapes: Arb<Shape> = shapes(depth = 2)

    private fun shapes(depth: Int): Arb<Shape> {
        val inner = if (depth == 0) null else shapes(depth - 1)
        val millis = Arb.long(-62_135_596_800_000L..253_402_300_799_000L)
        return arbitrary {
            Shape(
                texts.orNull().bind(),
                Arb.int().orNull().bind(),
                Arb.long().orNull().bind(),
                Arb.double().map { if (it == 0.0) 0.0 else it }.orNull().bind(),
                Arb.byteArray(Arb.int(0..20), Arb.byte()).map { Blob(it) }.orNull().bind(),
                millis.map { Instant.fromEpochMilliseconds(it) }.orNull().bind(),
                Arb.list(texts, 0..3).orNull().bind(),
                Arb.list(Arb.int().orNull(), 0..3).orNull().bind(),
                inner
                    ?.let { shape -> Arb.list(shape, 0..2).map { list -> list.withIndex().associate { "k${it.index}" to it.value } } }
                    ?.orNull()
                    ?.bind(),
                inner?.orNull()?.bind(),
            )
        }
    }

    @Test
    fun `whatever is written comes back`() = runTest {
        for (format in TokenFormat.entries) {
            val codec = TokenCodec(format, MemberNames.PASCAL)
            checkAll(300, shapes) { shape ->
                codec.decode(Shape.serializer(), codec.encode(Shape.serializer(), shape), UnknownMembers.Ignore) shouldBe shape
            }
        }
    }

    @Test
    fun `bytes that were changed are a value or refused`() = runTest {
        for (format in TokenFormat.entries) {
            val codec = TokenCodec(format, MemberNames.PASCAL)
            checkAll(2_000, shapes, Arb.int(0..10_000), Arb.byte(), Arb.int(0..2)) { shape, at, byte, how ->
                val bytes = codec.encode(Shape.serializer(), shape)
                val i = at % bytes.size
                val broken =
                    when (how) {
                        0 -> bytes.copyOf().also { it[i] = byte }
                        1 -> bytes.copyOf(i)
                        else -> bytes.copyOf(i) + byte + bytes.copyOfRange(i, bytes.size)
                    }
                read(codec, broken)
            }
        }
    }

    @Test
    fun `bytes without sense are a value or refused`() = runTest {
        val names = listOf("\"Text\"", "\"Shape\"", "\"Map\"", "\"Document\"", "\"At\"")
        val values = listOf("null", "1", "-", "1e9999", "1e-99999999", "\"\\ud800\"", "\"\\u", "true", " ")
        val tokens = listOf("{", "}", "[", "]", ":", ",") + names + values
        val json = TokenCodec(TokenFormat.JSON, MemberNames.PASCAL)
        checkAll(5_000, Arb.list(Arb.element(tokens), 0..20)) { read(json, it.joinToString("").encodeToByteArray()) }
        for (format in TokenFormat.entries) {
            val codec = TokenCodec(format, MemberNames.PASCAL)
            checkAll(5_000, Arb.byteArray(Arb.int(0..40), Arb.byte())) { read(codec, it) }
        }
    }

    @Test
    fun `depth, length and size have an end`() {
        val json = TokenCodec(TokenFormat.JSON, MemberNames.PASCAL)
        val cbor = TokenCodec(TokenFormat.CBOR, MemberNames.PASCAL)
        read(json, "{\"Shape\":".repeat(100_000).encodeToByteArray()) shouldBe null
        read(json, "{\"Foo\":".plus("[".repeat(1_000_000)).encodeToByteArray()) shouldBe null
        read(json, "{\"Document\":${"9".repeat(1_000_000)}}".encodeToByteArray()) shouldBe null
        read(json, "{\"At\":1e${"9".repeat(500)}}".encodeToByteArray()) shouldBe null
        read(json, "{\"At\":1e-999999999}".encodeToByteArray()) shouldBe null
        read(cbor, ByteArray(1_000_000) { 0x81.toByte() }) shouldBe null
        // A byte string, a text and an array that say they are 2^62 long.
        for (major in listOf(0x5b, 0x7b, 0x9b, 0xbb)) {
            val length = byteArrayOf(major.toByte(), 0x40, 0, 0, 0, 0, 0, 0, 0)
            read(cbor, byteArrayOf(0xa1.toByte(), 0x64) + "Blob".encodeToByteArray() + length) shouldBe null
        }
    }

    private fun read(
        codec: TokenCodec,
        bytes: ByteArray,
    ): Shape? =
        try {
            codec.decode(Shape.serializer(), bytes, UnknownMembers.Ignore)
        } catch (_: MalformedRequest) {
            null
        }
}
