package io.mockaws.engine

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlin.io.path.name

/** Writes a body as the names of its files in [folder], with what they are checked by; what is in memory, as it is. */
internal class KeptBodies(
    private val folder: BodyFolder,
) : KSerializer<StoredBody> {
    @Serializable
    private class SavedPiece(
        val bytes: ByteArray? = null,
        val file: String? = null,
        val length: Long = 0,
        val checksum: Long = 0,
    )

    private val list = ListSerializer(SavedPiece.serializer())

    /** Each file once: it goes when the object that stands for it does. */
    private val opened = HashMap<String, Piece>()

    override val descriptor: SerialDescriptor = SerialDescriptor("io.mockaws.KeptBody", list.descriptor)

    override fun serialize(
        encoder: Encoder,
        value: StoredBody,
    ) = encoder.encodeSerializableValue(list, value.pieces.map { saved(it) })

    private fun saved(piece: Piece): SavedPiece =
        when (piece) {
            is Piece.Memory -> SavedPiece(bytes = piece.bytes)
            is Piece.Spilled -> SavedPiece(null, piece.file.path.name, piece.length, piece.file.checksum)
        }

    override fun deserialize(decoder: Decoder): StoredBody =
        StoredBody(decoder.decodeSerializableValue(list).map { it.bytes?.let(Piece::Memory) ?: opened(it) })

    private fun opened(saved: SavedPiece): Piece {
        val name = saved.file ?: throw DamagedEntries("A content has neither bytes nor a file")
        return opened.getOrPut(name) {
            val file = folder.open(name, saved.length, saved.checksum)
            Piece.Spilled(file ?: throw DamagedEntries("${folder.path.resolve(name)} is missing or damaged"))
        }
    }

    /** Forgets what it opened, and names it. */
    fun takeOpened(): Set<String> = opened.keys.toSet().also { opened.clear() }
}
