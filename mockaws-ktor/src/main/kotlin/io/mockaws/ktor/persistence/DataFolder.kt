package io.mockaws.ktor.persistence

import io.mockaws.MockAws
import io.mockaws.server.KeptWorld
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
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.time.Duration.Companion.seconds

/**
 * Where a server keeps a mock from one start to the next: what changes is added to a log, and now and then a base of all
 * that there is takes the place of what is older. One server at a time has the folder.
 */
internal class DataFolder private constructor(
    private val folder: Path,
    private val world: KeptWorld,
    private val files: DataFiles,
    private val persist: Persist,
    private val lock: FolderLock,
    private val report: (String) -> Unit,
) : AutoCloseable {
    private val commits = GroupCommit(changes = { world.changes }, commit = { kept { files.add(world.take()) } })
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    /** Why nothing can be kept any more; null as long as it can. */
    @Volatile
    private var failure: IOException? = null

    @Volatile
    private var hasBegun = false

    /** Whether nothing was ever kept here. */
    val isNew: Boolean get() = files.isNew

    /** From here on keeps what changes. What was done to a new folder's mock before is kept as a whole, or not at all. */
    fun begin() {
        if (persist != Persist.EXIT) {
            world.record()
            // The log must be empty until then: a folder with any record in it is not new.
            if (isNew) runBlocking { kept { files.beginLog() }.also { files.writeBase(world.everything()) {} } }
            scope.launch { keepUp() }
        }
        world.beforeAnswers(::settle)
        hasBegun = true
    }

    /**
     * Returns when an answer may go out.
     *
     * @throws IOException when what changed cannot be kept
     */
    suspend fun settle() {
        failure?.let { throw it }
        if (hasBegun && persist == Persist.ALWAYS) commits.await()
    }

    /** Once a second, as a change does not wait for it: writes what changed, and a base when the logs are long. */
    private suspend fun keepUp() {
        var writesBases = true
        while (scope.isActive && failure == null) {
            delay(1.seconds)
            try {
                commits.await()
                if (writesBases && files.wantBase) writeBase()
            } catch (lost: IOException) {
                writesBases = false
                // What failed for good was reported where it happened.
                if (failure ==
                    null
                ) {
                    report(
                        "mockaws cannot tidy up $folder, and lets its logs grow until it is started again: $lost"
                    )
                }
            }
        }
    }

    private suspend fun writeBase() {
        commits.alone { kept { files.beginLog() } }
        files.writeBase(world.everything()) { commits.await() }
    }

    /**
     * Runs [write]. When it fails nothing more is kept: the files may be ahead of what was acknowledged by then, and end
     * in the middle of a group, which the next start puts right and nothing else can.
     */
    private fun kept(write: () -> Unit) {
        failure?.let { throw it }
        try {
            write()
        } catch (broken: Throwable) {
            // Whatever it was: what should have been written is in nobody's hands any more.
            val lost =
                IOException(
                    "mockaws cannot write to $folder, so nothing is acknowledged any more: $broken. " +
                        "See to the disk and start the server again; all that was acknowledged is there.",
                    broken,
                )
            failure = lost
            report(lost.message!!)
            throw lost
        }
    }

    /** Writes what changed, and lets the folder go. */
    override fun close() {
        runBlocking {
            scope.coroutineContext.job.cancelAndJoin()
            try {
                when {
                    !hasBegun -> Unit
                    persist == Persist.EXIT -> writeBase()
                    else -> commits.await()
                }
            } catch (lost: IOException) {
                if (failure == null) report("mockaws cannot write to $folder: $lost")
            }
        }
        world.close()
        files.close()
        lock.close()
    }

    companion object {
        /**
         * Puts [aws], which nobody has called yet, to what [folder] holds, which is made where there is none. Nothing is
         * kept before [begin].
         *
         * @param report is told what an operator has to know
         * @throws IOException when another server has the folder, or what it holds is damaged
         */
        fun open(
            aws: MockAws,
            folder: Path,
            persist: Persist,
            report: (String) -> Unit = System.err::println,
        ): DataFolder {
            Files.createDirectories(folder)
            val lock = FolderLock.take(folder)
            try {
                refuseFormer(folder)
                val contents = Files.createDirectories(folder.resolve("contents"))
                val world = KeptWorld.of(aws, contents)
                return DataFolder(folder, world, DataFiles.open(folder, contents, world), persist, lock, report)
            } catch (failure: IOException) {
                lock.close()
                throw failure
            }
        }

        private fun refuseFormer(folder: Path) {
            val world = folder.resolve("world.zip")
            if (!world.exists()) return
            throw IOException(
                "$world is of a form that mockaws does not read any more. Move it away to begin with an empty folder",
            )
        }
    }
}
