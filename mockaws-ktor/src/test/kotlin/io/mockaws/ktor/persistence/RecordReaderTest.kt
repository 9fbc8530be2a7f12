package io.mockaws.ktor.persistence

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.server.KeptWorld
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.nio.file.Path
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.random.Random

class RecordReaderTest {
    @TempDir
    lateinit var folder: Path

    private val file by lazy { RecordFile(RecordFile.Kind.LOG, 7, folder) }

    /** What a file holds, and where its groups end. */
    private class Written(
        val groups: List<List<ByteArray>>,
        val ends: List<Long>,
        val bytes: ByteArray,
    ) {
        fun until(end: Long) = groups.zip(ends).filter { it.second <= end }.flatMap { it.first }.map { it.asList() }
    }

    private fun write(random: Random, isEnded: Boolean = false): Written {
        val groups = List(random.nextInt(1, 6)) { List(random.nextInt(1, 4)) { random.nextBytes(random.nextInt(60)) } }
        val ends = mutableListOf<Long>()
        RecordWriter.begin(file).use { writer ->
            for (group in groups) {
                writer.add(KeptWorld.Batch(group.map { KeptWorld.Record(it, emptyList()) }), folder)
                ends += writer.size
            }
            if (isEnded) writer.end()
        }
        return Written(groups, ends, file.path.readBytes())
    }

    private fun read(mayBreakOff: Boolean = true) = RecordReader(file, mayBreakOff).let {
        it to
            it.records().map { r -> r.asList() }.toList()
    }

    @Test
    fun `what was written is read`() {
        for (seed in 1..50) {
            val written = write(Random(seed), isEnded = seed % 2 == 0)
            val (reader, records) = read(mayBreakOff = seed % 2 != 0)
            records shouldBe written.until(Long.MAX_VALUE)
            reader.isEnded shouldBe (seed % 2 == 0)
            reader.end shouldBe written.bytes.size.toLong()
        }
    }

    @Test
    fun `where it breaks off, complete groups are read, and it goes on behind them`() {
        val written = write(Random(1))
        for (length in written.bytes.indices) {
            file.path.writeBytes(written.bytes.copyOf(length))
            val (reader, records) = read()
            withClue("of $length bytes") { records shouldBe written.until(length.toLong()) }
            val more = byteArrayOf(1, 2, 3)
            RecordWriter.goOn(file, reader.end).use {
                it.add(KeptWorld.Batch(listOf(KeptWorld.Record(more, emptyList()))), folder)
            }
            read().second shouldBe written.until(length.toLong()).plusElement(more.asList())
        }
    }

    @Test
    fun `what has to be whole is refused where it breaks off`() {
        val written = write(Random(2), isEnded = true)
        for (length in written.bytes.indices) {
            file.path.writeBytes(written.bytes.copyOf(length))
            shouldThrow<IOException> { read(mayBreakOff = false) }.message shouldContain "log-7"
        }
    }

    @Test
    fun `a changed bit is refused wherever it is`() {
        val written = write(Random(3))
        for (at in written.bytes.indices) {
            val changed = written.bytes.copyOf()
            changed[at] = (changed[at].toInt() xor (1 shl at % 8)).toByte()
            file.path.writeBytes(changed)
            withClue("at $at") { shouldThrow<IOException> { read() }.message shouldContain "log-7" }
        }
    }

    @Test
    fun `a record in another place, or behind the end, is refused`() {
        val written = write(Random(4))
        val first = written.ends.first().toInt()
        val headline = written.bytes.indexOf('\n'.code.toByte()) + 1
        file.path.writeBytes(written.bytes + written.bytes.copyOfRange(headline, first))
        shouldThrow<IOException> { read() }.message shouldContain "is damaged at byte ${written.bytes.size} of"
        val ended = write(Random(4), isEnded = true)
        file.path.writeBytes(ended.bytes + 0)
        shouldThrow<IOException> { read() }.message shouldContain "it ends and yet goes on"
    }
}
