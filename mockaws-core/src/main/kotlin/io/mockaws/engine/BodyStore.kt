package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Contextual
import kotlinx.serialization.Serializable
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import kotlin.io.path.deleteIfExists

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

/** As a state holds it: stored beside the state's own data when a mock is saved. */
internal typealias StoredBodyRef =
    @Contextual StoredBody

/** An immutable, rereadable body of one or more pieces; a multipart object is its parts, not a copy of them. */
internal class StoredBody(
    internal val pieces: List<Piece>,
) {
    val length: Long = pieces.sumOf { it.length }

    /** The bytes [from] (inclusive) to [until] (exclusive) as the body of a response. */
    fun range(
        from: Long = 0,
        until: Long = length,
    ): HttpBody {
        val only = pieces.singleOrNull()
        if (only is Piece.Memory && from == 0L && until == length) return HttpBody.Bytes(only.bytes)
        if (only is Piece.Memory) return HttpBody.Bytes(only.bytes.copyOfRange(from.toInt(), until.toInt()))
        return PiecesBody(pieces, from, until)
    }

    companion object {
        /** [bytes] themselves, not a copy. */
        fun of(bytes: ByteArray): StoredBody = StoredBody(listOf(Piece.Memory(bytes)))

        /** All of [bodies] one behind the other. */
        fun concat(bodies: List<StoredBody>): StoredBody = StoredBody(bodies.flatMap { it.pieces })
    }
}

internal sealed interface Piece {
    val length: Long

    class Memory(
        val bytes: ByteArray,
    ) : Piece {
        override val length: Long get() = bytes.size.toLong()
    }

    class Spilled(
        val file: SpilledFile,
    ) : Piece {
        override val length: Long get() = file.length
    }
}

/** A temporary file that is written once, then read by many. Deleted when it is no longer reachable. */
internal class SpilledFile private constructor(
    private val path: Path,
    private val channel: FileChannel,
) {
    var length: Long = 0
        private set

    fun append(
        bytes: ByteArray,
        count: Int,
    ) {
        val buffer = ByteBuffer.wrap(bytes, 0, count)
        while (buffer.hasRemaining()) length += channel.write(buffer, length)
    }

    fun read(
        position: Long,
        buffer: ByteArray,
        offset: Int,
        count: Int,
    ): Int = channel.read(ByteBuffer.wrap(buffer, offset, count), position)

    fun delete() {
        channel.close()
        path.deleteIfExists()
    }

    companion object {
        private val cleaner = java.lang.ref.Cleaner.create()

        fun create(path: Path): SpilledFile {
            val channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)
            return SpilledFile(path, channel).also {
                cleaner.register(it) {
                    channel.close()
                    path.deleteIfExists()
                }
            }
        }
    }
}

private class PiecesBody(
    private val pieces: List<Piece>,
    private val from: Long,
    private val until: Long,
) : HttpBody {
    override val contentLength: Long get() = until - from

    override suspend fun open(): ByteSource =
        object : ByteSource {
            private var position = from

            override suspend fun read(
                buffer: ByteArray,
                offset: Int,
                length: Int,
            ): Int {
                if (position >= until) return -1
                var start = 0L
                val piece = pieces.first { piece ->
                    (position < start + piece.length).also {
                        if (!it) {
                            start +=
                                piece.length
                        }
                    }
                }
                val at = position - start
                val wanted = minOf(length.toLong(), until - position, piece.length - at).toInt()
                val n =
                    when (piece) {
                        is Piece.Memory -> wanted.also {
                            piece.bytes.copyInto(
                                buffer,
                                offset,
                                at.toInt(),
                                at.toInt() + it
                            )
                        }

                        is Piece.Spilled -> piece.file.read(at, buffer, offset, wanted)
                    }
                position += n
                return n
            }

            override fun close() = Unit
        }
}
