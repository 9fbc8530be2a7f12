package io.mockaws.wire.eventstream

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import io.mockaws.wire.Blob
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.EventHeader
import io.mockaws.wire.EventPayload
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.Union
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.TokenFormat
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import software.amazon.eventstream.HeaderValue
import software.amazon.eventstream.Message
import java.io.ByteArrayOutputStream
import kotlin.time.Instant

class EventStreamTest {
    @Serializable
    internal data class Records(
        @EventHeader val flag: Boolean? = null,
        @EventHeader val byte: Byte? = null,
        @EventHeader val short: Short? = null,
        @EventHeader val count: Int? = null,
        @EventHeader val long: Long? = null,
        @EventHeader val text: String? = null,
        @EventHeader val bytes: Blob? = null,
        @EventHeader val at: Instant? = null,
        @EventPayload val payload: Blob? = null,
    )

    @Serializable
    internal data class Stats(
        @EventHeader val text: String? = null,
        val scanned: Long? = null,
        val at: Instant? = null,
        val inner: Inner? = null,
    )

    @Serializable
    internal data class Inner(
        val id: String? = null,
    )

    @Serializable
    internal data class Wrapped(
        @EventPayload val inner: Inner? = null,
    )

    @Serializable
    internal class End

    @Serializable
    @Union
    internal data class Events(
        val records: Records? = null,
        val stats: Stats? = null,
        val wrapped: Wrapped? = null,
        val end: End? = null,
    )

    private val stream = EventStream(TokenCodec(TokenFormat.JSON, MemberNames.PASCAL), "application/json", MemberNames.PASCAL)
    private val now = Instant.parse("2026-11-21T10:00:00.123Z")

    private fun roundTrip(events: Events): Events = stream.decode(
        Events.serializer(),
        stream.encode(Events.serializer(), events),
        UnknownMembers.Ignore
    )

    @Test
    fun `headers and a raw payload`() {
        val records = Records(true, 1, 2, 3, 4, "five", Blob(byteArrayOf(6)), now, Blob(byteArrayOf(7, -1)))
        val message = stream.encode(Events.serializer(), Events(records = records))
        message.headers[":event-type"]!!.string shouldBe "Records"
        message.headers[":content-type"]!!.string shouldBe "application/octet-stream"
        message.headers["Count"]!!.integer shouldBe 3
        message.payload.toList() shouldBe listOf<Byte>(7, -1)
        roundTrip(Events(records = records)) shouldBe Events(records = records)
    }

    @Test
    fun `members that are no header are a document`() {
        val stats = Events(stats = Stats("t", 5, now, Inner("i")))
        val message = stream.encode(Events.serializer(), stats)
        message.payload.decodeToString() shouldBe """{"Scanned":5,"At":1795255200.123,"Inner":{"Id":"i"}}"""
        message.headers["Text"]!!.string shouldBe "t"
        roundTrip(stats) shouldBe stats
    }

    @Test
    fun `a structure can be the payload, and an event can be empty`() {
        roundTrip(Events(wrapped = Wrapped(Inner("i")))) shouldBe Events(wrapped = Wrapped(Inner("i")))
        stream.encode(Events.serializer(), Events(end = End())).payload.size shouldBe 0
    }

    @Test
    fun `errors have their own frames`() {
        val exception = stream.exception(ErrorShape("Throttled", "slow down", detail = ErrorShape.Detail(Inner.serializer(), Inner("i"))))
        exception.headers[":exception-type"]!!.string shouldBe "Throttled"
        exception.payload.decodeToString() shouldBe """{"message":"slow down","Id":"i"}"""
        stream.error(ErrorShape("Internal", "oops")).headers[":error-code"]!!.string shouldBe "Internal"
        stream.initialResponse(Inner.serializer(), Inner("i")).payload.decodeToString() shouldBe """{"Id":"i"}"""
    }

    @Test
    fun `frames come one by one out of a body`() = runTest {
        val messages = listOf("a", "b", "c").map { Message(mapOf("h" to HeaderValue.fromString(it)), it.encodeToByteArray()) }
        val bytes = ByteArrayOutputStream().also { out -> messages.forEach { it.encode(out) } }.toByteArray()
        HttpBody.Bytes(bytes).frames().toList() shouldBe messages
        shouldThrow<MalformedRequest> { HttpBody.Bytes(bytes.copyOf(bytes.size - 1)).frames().toList() }
    }

    @Test
    fun `broken frames are refused, whatever is broken`() = runTest {
        val good = stream.encode(Events.serializer(), Events(stats = Stats("t", 5, now, Inner("i")))).toByteBuffer().array()
        checkAll(1_000, Arb.int(good.indices), Arb.byte()) { at, value ->
            val bytes = good.copyOf().also { it[at] = value }
            refusingOnly {
                HttpBody.Bytes(bytes).frames().toList().forEach { stream.decode(Events.serializer(), it, UnknownMembers.Ignore) }
            }
        }
        checkAll(1_000, Arb.byteArray(Arb.int(0..100), Arb.byte())) { bytes ->
            refusingOnly { HttpBody.Bytes(bytes).frames().toList() }
        }
        checkAll(1_000, Arb.byteArray(Arb.int(0..40), Arb.byte())) { payload ->
            val message = Message(mapOf(":event-type" to HeaderValue.fromString("Stats"), "Text" to HeaderValue.fromInteger(1)), payload)
            shouldThrow<MalformedRequest> { stream.decode(Events.serializer(), message, UnknownMembers.Ignore) }
        }
    }

    @Test
    fun `events that the stream does not have are refused`() {
        for (headers in listOf(
            emptyMap(),
            mapOf(":event-type" to HeaderValue.fromString("Nope")),
            mapOf(":event-type" to HeaderValue.fromInteger(1))
        )) {
            shouldThrow<MalformedRequest> { stream.decode(Events.serializer(), Message(headers, ByteArray(0)), UnknownMembers.Ignore) }
        }
    }

    private inline fun refusingOnly(read: () -> Unit) {
        try {
            read()
        } catch (_: MalformedRequest) {
        }
    }
}
