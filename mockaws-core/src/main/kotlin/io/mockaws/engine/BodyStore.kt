package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpBody
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.UncheckedIOException
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger

/**
 * Keeps the bytes of large things (objects, parts, function packages). Up to [spillAt] bytes stay in memory; what is
 * longer goes to a file in one folder, which is deleted when the last mock that shares this store (a fork shares its
 * origin's) is closed, unless that is to [keepIn] another. A file goes earlier when nothing refers to its [StoredBody] any more.
 */
internal class BodyStore(
    private var spillAt: Int = DEFAULT_SPILL,
    /** Where the folder is made; null for the system's temporary folder. */
    parent: Path? = null,
) {
    private val users = AtomicInteger(1)
    private var folder = BodyFolder.temporary(parent)

    /** From here on files are in [kept]. To be called before there is any. */
    fun keepIn(
        kept: BodyFolder,
        spillAt: Int,
    ) {
        folder = kept
        this.spillAt = spillAt
    }

    /** One more mock shares this store. */
    fun retain(): BodyStore = apply { users.incrementAndGet() }

    /** One mock less; the last one deletes the folder. */
    fun release() {
        if (users.decrementAndGet() == 0) folder.release()
    }

    /**
     * Reads [body] to its end and keeps it. Each chunk is shown to [observe] as it passes (checksums). When reading
     * fails nothing stays behind.
     */
    suspend fun store(
        body: HttpBody,
        observe: (bytes: ByteArray, offset: Int, length: Int) -> Unit = { _, _, _ -> },
    ): StoredBody {
        if (body is HttpBody.Bytes && body.bytes.size <= spillAt) {
            observe(body.bytes, 0, body.bytes.size)
            return StoredBody.of(body.bytes)
        }
        return body.open().use { source -> drain(source, body.contentLength, observe) }
    }

    private suspend fun drain(
        source: ByteSource,
        expected: Long?,
        observe: (ByteArray, Int, Int) -> Unit,
    ): StoredBody {
        val memory = ByteArrayOutputStream((expected ?: CHUNK.toLong()).coerceIn(0, spillAt.toLong()).toInt())
        val buffer = ByteArray(CHUNK)
        var file: SpilledFile? = null
        try {
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                observe(buffer, 0, n)
                if (file == null && memory.size() + n > spillAt) {
                    file = onDisk { folder.create() }
                    onDisk { file.append(memory.toByteArray(), memory.size()) }
                    memory.reset()
                }
                if (file == null) memory.write(buffer, 0, n) else onDisk { file.append(buffer, n) }
            }
        } catch (failure: Throwable) {
            file?.delete()
            throw failure
        }
        return StoredBody(if (file == null) listOf(Piece.Memory(memory.toByteArray())) else listOf(Piece.Spilled(file)))
    }

    /** What fails here is the disk and not the sender, whose failure is an IOException. */
    private inline fun <R> onDisk(action: () -> R): R =
        try {
            action()
        } catch (failure: IOException) {
            throw UncheckedIOException(failure)
        }

    companion object {
        const val DEFAULT_SPILL: Int = 4 * 1024 * 1024
    }
}
