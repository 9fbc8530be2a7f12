package io.mockaws.derive

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryTree
import io.mockaws.engine.StoredEntries
import io.mockaws.wire.Blob
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.cbor.Cbor
import org.junit.jupiter.api.Test
import kotlin.time.Instant

class DerivedStateTest {
    private val state = DerivedState()

    @Test
    fun `a fork keeps what was there and goes its own way`() {
        put(queue(1))
        val fork = state.fork()
        put(queue(2))
        fork.transaction { it.of("queue").size } shouldBe 1
        state.transaction { it.of("queue").size } shouldBe 2
    }

    @Test
    fun `what fails changes nothing, and nobody hears of it`() {
        val heard = ArrayList<Entry>()
        state.tell { heard += it }
        shouldThrow<IllegalStateException> {
            state.transaction<Unit> {
                it.put(queue(1))
                error("no")
            }
        }
        state.entries().shouldBeEmpty()
        heard.shouldBeEmpty()
    }

    @Test
    fun `a listener hears of each change in order`() {
        val heard = ArrayList<Pair<List<String>, Boolean>>()
        state.tell { entries -> heard += entries.map { it.path to (it.value == null) } }
        put(queue(1))
        state.transaction { it.remove(it.of("queue").single()) }
        heard shouldBe listOf(listOf("record", "queue:1") to false, listOf("record", "queue:1") to true)
    }

    @Test
    fun `a record comes back from disk with values of the same types`() {
        val values =
            mapOf(
                "text" to "a", "int" to 1, "long" to 1L, "short" to 1.toShort(), "byte" to 1.toByte(), "double" to 1.5,
                "float" to 1.5f, "boolean" to false, "instant" to Instant.parse("2026-01-02T03:04:05Z"),
                "blob" to Blob(byteArrayOf(1, 2)), "list" to listOf("a", mapOf("b" to 1)), "empty" to emptyList<Any>(), "nothing" to null,
            )
        put(Record("queue", 7, values, setOf("a"), mapOf("team" to "blue"), mapOf("topic" to 3L), Record.Token("t", 5)))
        restored().transaction { it.of("queue").single() } shouldBe state.transaction { it.of("queue").single() }
    }

    private fun queue(number: Long) = Record("queue", number, mapOf("name" to "queue-$number"))

    private fun put(record: Record) = state.transaction { it.put(record) }

    @OptIn(ExperimentalSerializationApi::class)
    private fun restored(): DerivedState {
        val cbor = Cbor { alwaysUseByteString = true }
        val tree = EntryTree<ByteArray>()
        state.entries().forEach { tree.put(it.path, it.encode(cbor)!!) }
        return derivedStateOf(StoredEntries(tree, cbor))
    }
}
