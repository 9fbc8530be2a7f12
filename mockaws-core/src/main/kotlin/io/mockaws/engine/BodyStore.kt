package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpBody
import java.io.ByteArrayOutputStream
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong

/**
 * Keeps the bytes of large things (objects, parts, function packages). Up to [spillAt] bytes stay in memory; what is
 * longer goes to a temporary file in one folder, which is deleted when the last mock that shares this store (a fork
 * shares its origin's) is closed. A file goes earlier when nothing refers to its [StoredBody] any more.
 */
internal class BodyStore(
    private val spillAt: Int = DEFAULT_SPILL,
    /** Where the folder is made; null for the system's temporary folder. */
    private val parent: Path? = null,
) {
    private val users = AtomicInteger(1)
    private val files = AtomicLong()
    private val folder: Lazy<Path> =
        lazy {
            if (parent == null) Files.createTempDirectory("mockaws-") else Files.createTempDirectory(parent, "mockaws-")
        }

    /** One more mock shares this store. */
    fun retain(): BodyStore = apply { users.incrementAndGet() }

    /** One mock less; the last one deletes the folder. */
    fun release() {
        if (users.decrementAndGet() == 0 && folder.isInitialized()) folder.value.toFile().deleteRecursively()
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
                    file = SpilledFile.create(folder.value.resolve(files.incrementAndGet().toString()))
                    file.append(memory.toByteArray(), memory.size())
                    memory.reset()
                }
                file?.append(buffer, n) ?: memory.write(buffer, 0, n)
            }
        } catch (failure: Throwable) {
            file?.delete()
            throw failure
        }
        return StoredBody(if (file == null) listOf(Piece.Memory(memory.toByteArray())) else listOf(Piece.Spilled(file)))
    }

    companion object {
        const val DEFAULT_SPILL: Int = 4 * 1024 * 1024
    }
}
