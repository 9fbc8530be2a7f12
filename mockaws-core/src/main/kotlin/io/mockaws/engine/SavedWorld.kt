package io.mockaws.engine

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.util.IdentityHashMap
import java.util.zip.ZipEntry
import java.util.zip.ZipException
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream

/**
 * A world in a file: a ZIP of `mockaws.json` (what is in it), `states/N.cbor` (the entries of one service in
 * one place) and `bodies/N` (the pieces that those refer to). It is written beside its name and moved there when it is whole; it is
 * read whole before anything of it is used.
 */
@OptIn(ExperimentalSerializationApi::class)
internal class SavedWorld(
    private val keptAs: (String) -> Service<*>?,
    private val bodies: BodyStore,
) {
    @Serializable
    private class Manifest(
        val format: Int,
        val ids: Ids.Position,
        val states: Int,
        val bodies: Int,
    )

    @Serializable
    private class Format(
        val format: Int,
    )

    /** What a file held. */
    class Loaded(
        val states: States,
        val ids: Ids.Position,
    )

    /** Writes [states], which must not change meanwhile, to [path]. */
    fun save(
        path: Path,
        states: States,
        ids: Ids.Position,
    ) {
        val pieces = PieceNumbers()
        val codec = EntryCodec(keptAs, pieces)
        val encoded =
            states.all().map { (key, state) ->
                codec.cbor.encodeToByteArray(list, state.entries().map { codec.encode(it.below(key.path)) })
            }
        val manifest = Manifest(FORMAT, ids, encoded.size, pieces.all.size)
        val beside = Files.createTempFile(path.toAbsolutePath().parent, path.fileName.toString(), ".part")
        try {
            ZipOutputStream(Files.newOutputStream(beside).buffered()).use { zip ->
                zip.entry("mockaws.json") { zip.write(Json.encodeToString(manifest).encodeToByteArray()) }
                encoded.forEachIndexed { n, bytes -> zip.entry("states/$n.cbor") { zip.write(bytes) } }
                pieces.all.forEachIndexed { n, piece -> zip.entry("bodies/$n") { write(zip, piece) } }
            }
            // REPLACE_EXISTING would delete the old file first, and a process may be killed between the two.
            Files.move(beside, path, ATOMIC_MOVE)
        } finally {
            Files.deleteIfExists(beside)
        }
    }

    /**
     * Reads what [save] wrote.
     *
     * @throws IOException when the file is damaged, is none of ours, or of a later format
     */
    fun load(path: Path): Loaded {
        try {
            ZipFile(path.toFile()).use { zip ->
                val content = zip.bytes("mockaws.json").decodeToString()
                checkFormat(path, lenient.decodeFromString<Format>(content).format)
                val manifest = Json.decodeFromString<Manifest>(content)
                val pieces = PieceNumbers((0 until manifest.bodies).flatMap { read(zip, "bodies/$it").pieces })
                val codec = EntryCodec(keptAs, pieces)
                val tree = EntryTree<ByteArray>()
                repeat(manifest.states) { n ->
                    val entries = codec.cbor.decodeFromByteArray(list, zip.bytes("states/$n.cbor"))
                    entries.forEach { tree.put(it.path, it.value ?: throw DamagedEntries("An entry is empty")) }
                }
                val states = codec.statesOf(tree)
                return Loaded(states, manifest.ids)
            }
        } catch (damaged: ZipException) {
            throw IOException("$path is not a saved mock, or it is damaged", damaged)
        } catch (damaged: IllegalArgumentException) {
            throw IOException("$path is not a saved mock, or it is damaged", damaged)
        }
    }

    private fun checkFormat(
        path: Path,
        format: Int,
    ) {
        if (format != FORMAT) throw IOException("$path has format $format; this version of mockaws reads $FORMAT")
    }

    private fun write(
        zip: ZipOutputStream,
        piece: Piece,
    ) = runBlocking {
        StoredBody(listOf(piece)).range().open().use { source ->
            val buffer = ByteArray(COPY)
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                zip.write(buffer, 0, n)
            }
        }
    }

    private fun read(
        zip: ZipFile,
        name: String,
    ): StoredBody {
        val entry = zip.getEntry(name) ?: throw IOException("${zip.name} lacks $name")
        return runBlocking { bodies.store(InputStreamBody(zip.getInputStream(entry), entry.size)) }
    }

    /** Writes a body as the numbers of its pieces, each piece once however many bodies share it. */
    private class PieceNumbers(
        known: List<Piece> = emptyList(),
    ) : KSerializer<StoredBody> {
        val all: MutableList<Piece> = known.toMutableList()

        private val numbers = IdentityHashMap<Piece, Int>()
        private val list = ListSerializer(Int.serializer())

        override val descriptor: SerialDescriptor = SerialDescriptor("io.mockaws.StoredBody", list.descriptor)

        override fun serialize(
            encoder: Encoder,
            value: StoredBody,
        ) = encoder.encodeSerializableValue(
            list,
            value.pieces.map { piece -> numbers.getOrPut(piece) { all.add(piece).let { all.size - 1 } } },
        )

        override fun deserialize(decoder: Decoder): StoredBody =
            StoredBody(decoder.decodeSerializableValue(list).map { all[it] })
    }

    private companion object {
        const val FORMAT = 4
        const val COPY = 64 * 1024
        val list = ListSerializer(EncodedEntry.serializer())

        /** Reads the format of a file whatever else it says. */
        val lenient = Json { ignoreUnknownKeys = true }

        fun ZipOutputStream.entry(
            name: String,
            write: () -> Unit,
        ) {
            putNextEntry(ZipEntry(name).apply { time = 0 })
            write()
            closeEntry()
        }

        fun ZipFile.bytes(name: String): ByteArray {
            val entry = getEntry(name) ?: throw IOException("${this.name} lacks $name")
            return getInputStream(entry).use { it.readBytes() }
        }
    }
}
