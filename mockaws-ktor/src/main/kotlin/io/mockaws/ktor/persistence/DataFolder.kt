package io.mockaws.ktor.persistence

import io.mockaws.MockAws
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.time.Duration.Companion.seconds

/**
 * Where a server keeps [aws] from one start to the next: one file, which is replaced as a whole by a new one, so that
 * it holds some moment's state at any time. One server at a time has the folder.
 */
internal class DataFolder private constructor(
    private val aws: MockAws,
    private val file: Path,
    private val persist: Persist,
    private val lock: FileChannel,
) : AutoCloseable {
    private val saves = GroupedSaves { aws.save(file) }
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    init {
        if (persist == Persist.SECOND) scope.launch { saveEachSecond() }
    }

    /** [next], whose changes are kept. */
    fun keeping(next: HttpHandler): HttpHandler =
        Changes(next) {
            val change = saves.changed()
            if (persist == Persist.ALWAYS) saves.await(change)
        }

    private suspend fun saveEachSecond() {
        while (scope.isActive) {
            delay(1.seconds)
            try {
                saves.await()
            } catch (failure: IOException) {
                System.err.println("mockaws cannot save to $file, and tries again in a second: $failure")
            }
        }
    }

    /** Saves what changed, and lets the folder go. */
    override fun close() =
        lock.use {
            runBlocking {
                scope.coroutineContext.job.cancelAndJoin()
                saves.await()
            }
        }

    companion object {
        private const val NAME = "world.zip"

        /**
         * Puts [aws] to what [folder] holds, which is made where there is none.
         *
         * @throws IOException when another server has the folder, or what it holds is damaged
         */
        fun open(
            aws: MockAws,
            folder: Path,
            persist: Persist,
        ): DataFolder {
            val lock = FileChannel.open(Files.createDirectories(folder).resolve("lock"), CREATE, WRITE)
            try {
                if (!lock.isFree()) throw IOException("Another server uses $folder")
                val file = folder.resolve(NAME)
                // What a process that was killed while it saved has left.
                folder.listDirectoryEntries("$NAME*.part").forEach { it.deleteIfExists() }
                if (file.exists()) aws.load(file)
                return DataFolder(aws, file, persist, lock)
            } catch (failure: IOException) {
                lock.close()
                throw failure
            }
        }

        private fun FileChannel.isFree(): Boolean =
            try {
                tryLock() != null
            } catch (_: OverlappingFileLockException) {
                false
            }
    }
}
