package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.Contextual

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

    /** A copy of all of it, for tests to look at. */
    fun toByteArray(): ByteArray {
        require(length <= Int.MAX_VALUE) { "$length bytes are too many for one array" }
        val copy = ByteArray(length.toInt())
        var at = 0
        for (piece in pieces) {
            val size = piece.length.toInt()
            when (piece) {
                is Piece.Memory -> piece.bytes.copyInto(copy, at)
                is Piece.Spilled -> piece.file.readFully(copy, at, size)
            }
            at += size
        }
        return copy
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
