package io.mockaws.ktor.persistence

import io.mockaws.server.KeptWorld
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/**
 * The files of a data folder. `log-N`, `log-N+1`, ... have what changed, in order; `base-N` is all that there was before
 * `log-N`, and what is older than that goes. Without any base, `log-1` is the beginning. Only the last log is written to;
 * the others, and bases, say at their end that they are whole.
 */
internal class DataFiles private constructor(
    private val folder: Path,
    private val contents: Path,
    private var log: RecordWriter,
    /** Whether there was nothing in it when it was opened, and never had been. */
    val isNew: Boolean,
) : AutoCloseable {
    private val number: Int get() = log.of.number
    private var older: Long = olderLogs().sumOf { it.fileSize() }
    private var base: Long = basesBelow(number + 1).sumOf { it.fileSize() }

    /** Whether reading all logs takes longer than reading a base in their place. */
    val wantBase: Boolean get() = older + log.size > maxOf(base, WORTH_A_BASE)

    /** Adds [batch]; it is on disk when this returns. */
    fun add(batch: KeptWorld.Batch) {
        log.add(batch, contents)
        batch.written()
    }

    /** Begins the next log, for [writeBase] to begin before. */
    fun beginLog() {
        log.end()
        log.close()
        older += log.size
        log = begun(folder, number + 1)
    }

    /**
     * Puts [everything] before the log that was begun last, in place of all that is older.
     *
     * @param commit has all changes that [everything] may have put into the log
     */
    suspend fun writeBase(
        everything: KeptWorld.Batch,
        commit: suspend () -> Unit,
    ) {
        val first = number
        val file = RecordFile(RecordFile.Kind.BASE, first, folder)
        val part = folder.resolve(file.path.name + PART)
        try {
            val size = RecordWriter.begin(file, part).use { writer ->
                writer.add(everything, contents)
                writer.end()
                writer.size
            }
            commit()
            Files.move(part, file.path, ATOMIC_MOVE)
            RecordWriter.sync(folder)
            base = size
        } finally {
            part.deleteIfExists()
        }
        deleteBelow(folder, first)
        older = olderLogs().sumOf { it.fileSize() }
    }

    override fun close() = log.close()

    private fun olderLogs() = numbered(folder, RecordFile.Kind.LOG).filterKeys { it < number }.values

    private fun basesBelow(limit: Int) = numbered(folder, RecordFile.Kind.BASE).filterKeys { it < limit }.values

    companion object {
        private const val PART = ".part"

        /** Logs of fewer bytes are read soon enough. */
        private const val WORTH_A_BASE = 16L * 1024 * 1024

        /**
         * Reads what [folder] holds into [world] and goes on there.
         *
         * @throws IOException when anything in it is damaged or missing
         */
        fun open(
            folder: Path,
            contents: Path,
            world: KeptWorld,
        ): DataFiles {
            folder.listDirectoryEntries("*$PART").forEach { it.deleteIfExists() }
            val first = numbered(folder, RecordFile.Kind.BASE).keys.maxOrNull()
            val base = first?.let { RecordReader(RecordFile(RecordFile.Kind.BASE, it, folder), mayBreakOff = false) }
            val logs = logsFrom(folder, first)
            val readers = logs.map { RecordReader(it, mayBreakOff = it === logs.last()) }
            var isNew = true
            val records = (listOfNotNull(base) + readers).asSequence().flatMap { it.records() }.onEach { isNew = false }
            try {
                world.load(records.asIterable())
            } catch (damaged: IOException) {
                throw IOException("$folder cannot be read: ${damaged.message}", damaged)
            }
            first?.let { deleteBelow(folder, it) }
            val last = logs.lastOrNull()
            val log =
                when {
                    last == null -> begun(folder, 1)
                    readers.last().isEnded -> begun(folder, last.number + 1)
                    else -> RecordWriter.goOn(last, readers.last().end)
                }
            return DataFiles(folder, contents, log, isNew)
        }

        private fun begun(
            folder: Path,
            number: Int,
        ) = RecordWriter.begin(RecordFile(RecordFile.Kind.LOG, number, folder)).also { RecordWriter.sync(folder) }

        /** All logs from that of the base [base] on. */
        private fun logsFrom(
            folder: Path,
            base: Int?,
        ): List<RecordFile> {
            val last = listOfNotNull(base, numbered(folder, RecordFile.Kind.LOG).keys.maxOrNull()).maxOrNull() ?: 0
            val logs = ((base ?: 1)..last).map { RecordFile(RecordFile.Kind.LOG, it, folder) }
            val missing = logs.filter { !it.path.exists() }
            if (missing.isNotEmpty()) {
                throw IOException("$folder lacks ${missing.joinToString { it.path.name }}. ${RecordReader.CURE}")
            }
            return logs
        }

        private fun deleteBelow(
            folder: Path,
            first: Int,
        ) = RecordFile.Kind.entries.flatMap { numbered(folder, it).entries }
            .filter { it.key < first }
            .forEach { it.value.deleteIfExists() }

        private fun numbered(
            folder: Path,
            kind: RecordFile.Kind,
        ): Map<Int, Path> {
            val prefix = "${kind.name.lowercase()}-"
            return folder.listDirectoryEntries("$prefix*")
                .mapNotNull { path -> path.name.removePrefix(prefix).toIntOrNull()?.let { it to path } }.toMap()
        }
    }
}
