package io.mockaws.server

import io.mockaws.LocalMock
import io.mockaws.MockAws
import io.mockaws.MockCore
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.ChangeLog
import io.mockaws.engine.EncodedEntry
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryTree
import io.mockaws.engine.Ids
import io.mockaws.engine.KeptBodies
import io.mockaws.engine.SpilledFile
import io.mockaws.services.Services
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.Serializable
import java.io.IOException
import java.nio.file.Path

/**
 * What a mock holds as records, for a server that keeps them on disk; tests have [MockAws.save]. Records that are read
 * in the order in which they were taken make the same world again: the state of every service, the clock and the ids.
 * Long contents (objects, parts) are in files of their own, which records name.
 *
 * One for a mock, from before its first call until after its last. [take], [everything] and [load] are not for several
 * threads at once.
 */
public class KeptWorld private constructor(
    private val mock: LocalMock,
    private val contents: BodyFolder,
) : AutoCloseable {
    /** Changes that are to be written together or not at all. */
    public class Batch @JvmOverloads constructor(
        /** In their order; made one after the other, as they are asked for. */
        @get:JvmName("records")
        public val records: Iterable<Record>,
        private val whenWritten: Runnable = Runnable { },
    ) {
        /** To be called when all of it is on disk: files that nothing there names any more may then go. */
        public fun written(): Unit = whenWritten.run()
    }

    /** Some of what a [Batch] has. */
    public class Record(
        /** What [load] reads. */
        @get:JvmName("bytes")
        public val bytes: ByteArray,
        /** Files that it names, which must be on disk before it. */
        @get:JvmName("files")
        public val files: List<Path>,
    )

    @Serializable
    internal class Content(
        val ids: Ids.Position,
        val clock: EngineClock.Position,
        val entries: List<EncodedEntry>,
    )

    /** What is steered from outside and belongs to no service. */
    private data class Steering(
        val seed: Long,
        val clock: EngineClock.Position,
    )

    private val world = mock.world
    private val clock = mock.clock
    private val bodies = KeptBodies(contents)
    private val codec = EntryCodec(Services::keptAs, bodies)
    private val log = ChangeLog()
    private var steering = steering()

    /** The files that what is on disk names, by the paths of their entries: they must not go before those. */
    private val files = EntryTree<List<SpilledFile>>()

    /** How many changes there were since [record]. A change that was made before a call is counted by it. */
    @get:JvmName("changes")
    public val changes: Long
        get() {
            synchronized(log) {
                val now = steering()
                if (now != steering) log.touch()
                steering = now
                return log.count
            }
        }

    /** From here on takes note of changes. */
    public fun record(): Unit = world.states.writeTo(log)

    /** What changed since the last call, each atomic change whole. */
    public fun take(): Batch {
        val entries = log.take()
        return Batch(records(entries)) { entries.forEach { noteFiles(it) } }
    }

    /**
     * All that there is. What is [take]n while its records are made may be in them already, and does no harm when it is
     * read after them.
     */
    public fun everything(): Batch = Batch(records(listOf(Entry.gone(emptyList())) + world.states.entries()))

    /**
     * Puts the mock to what [records] tell.
     *
     * @throws IOException when they, or the files that they name, are not what was written, or of another version;
     *   nothing is changed then
     */
    @OptIn(ExperimentalSerializationApi::class)
    @Throws(IOException::class)
    public fun load(records: Iterable<ByteArray>) {
        val tree = EntryTree<ByteArray>()
        var last: Content? = null
        try {
            for (record in records) {
                val content = codec.cbor.decodeFromByteArray(Content.serializer(), record)
                content.entries.forEach { entry ->
                    entry.value?.let { tree.put(entry.path, it) }
                        ?: tree.remove(entry.path)
                }
                last = content
            }
            world.states.replaceBy(codec.statesOf(tree))
        } catch (damaged: IllegalArgumentException) {
            throw IOException(damaged.message, damaged)
        }
        if (last != null) {
            world.ids.reseed(last.ids.seed)
            world.ids.moveTo(last.ids)
            clock.moveTo(last.clock)
        }
        world.states.entries().forEach { noteFiles(it) }
        steering = steering()
        contents.sweep(bodies.takeOpened())
        contents.deletes = true
    }

    /** [settle] is run after each call that the mock answers, and before its answer goes out; what it throws is the answer. */
    @JvmSynthetic
    public fun beforeAnswers(settle: suspend () -> Unit) {
        mock.engine.settle = settle
    }

    /** Lets the files be, whatever becomes of the mock. */
    override fun close() {
        contents.deletes = false
    }

    private fun steering() = Steering(world.ids.position().seed, clock.position())

    @OptIn(ExperimentalSerializationApi::class)
    private fun records(entries: List<Entry>): Iterable<Record> =
        sequence {
            var from = 0
            do {
                val encoded = ArrayList<EncodedEntry>()
                var size = 0
                val start = from
                while (from < entries.size && size < RECORD) {
                    encoded += codec.encode(entries[from++]).also { size += it.value?.size ?: 0 }
                }
                val content = Content(world.ids.position(), clock.position(), encoded)
                val files = entries.subList(start, from).flatMap { it.files }.map { it.path }
                yield(Record(codec.cbor.encodeToByteArray(Content.serializer(), content), files))
            } while (from < entries.size)
        }.asIterable()

    private fun noteFiles(entry: Entry) {
        val named = entry.files
        when {
            entry.value == null -> files.remove(entry.path)
            named.isEmpty() -> files.unset(entry.path)
            else -> files.put(entry.path, named)
        }
    }

    public companion object {
        /** Bytes of entries after which a record is full. */
        private const val RECORD = 1024 * 1024

        /** Bytes of a content that is not worth a file. */
        private const val SMALL = 64 * 1024

        /** [aws], whose long contents are in the folder [contents] from here on. */
        @JvmStatic
        public fun of(
            aws: MockAws,
            contents: Path,
        ): KeptWorld {
            val mock = aws.core.memory(MockCore.Need.FILES)
            val folder = BodyFolder.kept(contents)
            mock.world.bodies.keepIn(folder, SMALL)
            return KeptWorld(mock, folder)
        }
    }
}
