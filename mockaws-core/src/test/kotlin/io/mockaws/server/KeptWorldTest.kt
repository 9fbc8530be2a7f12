package io.mockaws.server

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.time.Duration.Companion.hours

@Timeout(60)
class KeptWorldTest {
    @TempDir
    lateinit var folder: Path

    private val open = mutableListOf<MockAws>()

    @AfterEach
    fun close() = open.forEach { it.close() }

    /** A mock whose changes are taken note of. */
    private inner class Kept(seed: Long = 0, name: String = "") {
        val aws: MockAws = MockAws.start(MockAwsOptions.builder().intercept(false).seed(seed).build()).also { open += it }
        val world: KeptWorld = KeptWorld.of(aws, Files.createDirectories(folder.resolve("contents$name")))
        val taken = mutableListOf<ByteArray>()

        fun take() {
            val batch = world.take()
            taken += batch.records.map { it.bytes }
            batch.written()
        }

        fun all() = world.everything().records.map { it.bytes }

        fun shouldBeWhatWasTaken() {
            val expected = entriesOf(all())
            val found = entriesOf(taken)
            withClue("missing") { (expected.keys - found.keys).shouldBeEmpty() }
            withClue("too much") { (found.keys - expected.keys).shouldBeEmpty() }
            withClue("other") { expected.keys.filter { expected[it] != found[it] }.shouldBeEmpty() }
        }
    }

    private fun recorded(name: String = "") = Kept(name = name).also {
        it.world.load(emptyList())
        it.world.record()
    }

    private fun loaded(records: List<ByteArray>, name: String = "") = Kept(seed = 7, name).also { it.world.load(records) }

    @Test
    fun `what was taken, in order, is all that there is`() {
        val kinds = sortedSetOf<String>()
        for (seed in 1..3) {
            val kept = recorded("$seed")
            val load = RandomLoad(kept.aws, seed)
            repeat(8) {
                repeat(40) { load.step() }
                kept.take()
                kept.shouldBeWhatWasTaken()
            }
            load.leaveUpload()
            load.leaveAttempt()
            load.leaveKey()
            load.leaveFunctionsAndTopics()
            leaveByFixtures(kept.aws)
            kept.take()
            kept.shouldBeWhatWasTaken()
            kinds += kept.taken.flatMap { entriesOf(listOf(it)).keys }.map { it[it.size - 2] }
            val again = loaded(kept.taken, "$seed")
            entriesOf(again.all()) shouldBe entriesOf(kept.all())
        }
        withClue("kinds of entries that were not there") { (KINDS - kinds).shouldBeEmpty() }
    }

    @Test
    fun `every moment that is taken has transactions whole`() {
        val kept = recorded()
        val bank = Bank(kept.aws)
        kept.take()
        val movers = (1..3).map { CompletableFuture.runAsync { repeat(150) { bank.move() } } }
        var seen = 0L
        while (movers.any { !it.isDone }) {
            val changes = kept.world.changes
            if (changes != seen) kept.take()
            seen = changes
        }
        movers.forEach { it.join() }
        kept.take()
        for (count in 1..kept.taken.size step 1 + kept.taken.size / 8) Bank.sum(loaded(kept.taken.take(count)).aws) shouldBe Bank.SUM
    }

    @Test
    fun `what is forgotten or brought back is taken, too`() {
        val kept = recorded()
        kept.aws.s3.bucket("photos").put("a", "1")
        kept.aws.sqs.queue("orders").send("1")
        val before = kept.aws.snapshot()
        kept.aws.s3.bucket("photos").put("b", "2")
        kept.aws.reset("sqs")
        kept.take()
        kept.shouldBeWhatWasTaken()
        kept.aws.restore(before)
        kept.aws.s3.bucket("photos").put("c", "3")
        kept.take()
        kept.shouldBeWhatWasTaken()
        val again = loaded(kept.taken).aws
        again.s3.bucket("photos").keys() shouldBe listOf("a", "c")
        again.sqs.queue("orders").messages().single().body shouldBe "1"
        kept.aws.reset()
        kept.take()
        loaded(kept.taken).aws.s3.buckets().shouldBeEmpty()
    }

    @Test
    fun `clock and ids go on where they stood`() {
        val kept = recorded()
        val before = kept.world.changes
        kept.world.changes shouldBe before
        kept.aws.time.freeze()
        kept.aws.time.advanceBy(3.hours)
        kept.aws.reseed(42)
        kept.aws.sqs.queue("orders").send("1")
        (kept.world.changes > before) shouldBe true
        kept.take()
        val again = loaded(kept.taken).aws
        again.time.now() shouldBe kept.aws.time.now()
        again.sqs.queue("orders").send("2") shouldBe kept.aws.sqs.queue("orders").send("2")
    }

    @Test
    fun `long contents are files, which are checked and stay as long as anything names them`() {
        val kept = recorded()
        val content = ByteArray(300_000) { (it * 7).toByte() }
        // Through a client: a fixture's bytes are in memory already.
        RandomLoad.s3(kept.aws).use { s3 ->
            s3.createBucket { it.bucket("photos") }
            s3.putObject({ it.bucket("photos").key("a") }, software.amazon.awssdk.core.sync.RequestBody.fromBytes(content))
            s3.copyObject { it.sourceBucket("photos").sourceKey("a").destinationBucket("photos").destinationKey("b") }
        }
        kept.take()
        kept.world.close()
        val contents = folder.resolve("contents")
        contents.resolve("999").writeBytes(content)
        loaded(kept.taken).aws.s3.bucket("photos").bytes("b") shouldBe content
        val file = contents.listDirectoryEntries().single()
        file.name shouldBe "1"
        file.writeBytes(file.readBytes().also { it[150_000] = (it[150_000] + 1).toByte() })
        shouldThrow<IOException> { loaded(kept.taken) }.message shouldContain "contents/1 is missing or damaged"
        file.writeBytes(content.copyOf(299_999))
        shouldThrow<IOException> { loaded(kept.taken) }.message shouldContain "contents/1 is missing or damaged"
        contents.listDirectoryEntries().map { it.name } shouldBe listOf("1")
    }

    @Test
    fun `records that do not fit together are refused, and change nothing`() {
        val kept = recorded()
        kept.aws.s3.bucket("photos")
        kept.take()
        kept.aws.s3.bucket("photos").put("a", "1")
        kept.take()
        val other = Kept()
        other.aws.sqs.queue("orders")
        shouldThrow<IOException> { other.world.load(kept.taken.drop(1)) }.message shouldContain "photos"
        shouldThrow<IOException> { other.world.load(listOf(byteArrayOf(1, 2, 3))) }
        other.aws.sqs.queues().map { it.name } shouldBe listOf("orders")
    }

    private companion object {
        /** Of what the load makes; chance may add some. */
        val KINDS =
            sortedSetOf(
                "accepted", "accessKey", "activity", "alias", "application", "archive", "attempt", "backup", "batch", "bucket", "bus",
                "code", "completed", "configuration-set", "deleted", "endpoint", "extent", "function", "grant", "group", "identity",
                "import", "item", "keptItem", "key", "launchConfiguration", "layer", "listener", "loadBalancer", "logGroup", "logStream",
                "message", "meter", "metric", "metricHour", "moveTask", "nextPosition", "object", "optedOut", "parameter", "part", "past",
                "policy", "queue", "record", "resource", "role", "rule", "sandboxNumber", "schedule", "scheduledAction", "secret",
                "sequence", "smsSettings", "stream", "subscription", "suppressed", "table", "targetGroup", "template", "token", "topic",
                "upload", "user", "version",
            )
    }
}
