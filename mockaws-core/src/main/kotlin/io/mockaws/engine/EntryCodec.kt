package io.mockaws.engine

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.cbor.Cbor
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual
import java.io.IOException

/** An entry as bytes; without them there is nothing at [path] any more, nor below it. */
@Serializable
internal class EncodedEntry(
    val path: EntryPath,
    val value: ByteArray?,
)

/** Entries to bytes and bytes to states; [bodies] says what is written of a long content. */
@OptIn(ExperimentalSerializationApi::class)
internal class EntryCodec(
    private val services: List<Service<*>>,
    bodies: KSerializer<StoredBody>,
) {
    val cbor: Cbor =
        Cbor {
            alwaysUseByteString = true
            serializersModule = SerializersModule { contextual(bodies) }
        }

    fun encode(entry: Entry): EncodedEntry = EncodedEntry(entry.path, entry.encode(cbor))

    /**
     * The states that have the entries of [tree], whose steps begin as [States.Key.path] does.
     *
     * @throws IOException when a service is none of ours
     * @throws IllegalArgumentException when they cannot have been written so
     */
    fun statesOf(tree: EntryTree<ByteArray>): States {
        val states = States()
        for ((id, accounts) in tree.children) {
            val service =
                services.firstOrNull { it.shape.id == id }
                    ?: throw IOException("There is something of the service $id, which this version of mockaws lacks")
            for ((account, regions) in accounts.children) {
                regions.children.forEach { (region, entries) -> states.put(stateOf(service, account, region, entries)) }
            }
        }
        return states
    }

    private fun stateOf(
        service: Service<*>,
        account: String,
        region: String,
        entries: EntryTree<ByteArray>,
    ): Pair<States.Key, ServiceState<*>> =
        States.Key(service, account, region) to
            service.state.read(Place(account, region), StoredEntries(entries, cbor))
}
