package io.mockaws.engine

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.cbor.Cbor
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual

/** An entry as bytes; without them there is nothing at [path] any more, nor below it. */
@Serializable
internal class EncodedEntry(
    val path: EntryPath,
    val value: ByteArray?,
)

/** Entries to bytes and bytes to states; [bodies] says what is written of a long content. */
@OptIn(ExperimentalSerializationApi::class)
internal class EntryCodec(
    private val keptAs: (String) -> Service<*>?,
    bodies: KSerializer<StoredBody>,
) {
    val cbor: Cbor =
        Cbor {
            alwaysUseByteString = true
            serializersModule = SerializersModule { contextual(bodies) }
        }

    fun encode(entry: Entry): EncodedEntry = EncodedEntry(entry.path, entry.encode(cbor))

    /**
     * The states that have the entries of [tree], whose steps begin as [States.Key.path] does. What is of a service that
     * this version of mockaws does not know is kept as it is.
     *
     * @throws IllegalArgumentException when they cannot have been written so
     */
    fun statesOf(tree: EntryTree<ByteArray>): States {
        val states = States()
        for ((id, accounts) in tree.children) {
            val service = keptAs(id) ?: UnreadService.of(id)
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
