package io.mockaws.services.s3.bucket

import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import org.pcollections.TreePMap

/** Entries by their own key in a persistent sorted map, which is written as the list of its entries. */
internal open class SortedByKey<K, V>(
    entry: KSerializer<V>,
    private val empty: TreePMap<K, V>,
    private val key: (V) -> K,
) : KSerializer<TreePMap<K, V>> {
    private val list = ListSerializer(entry)

    override val descriptor: SerialDescriptor = list.descriptor

    override fun serialize(
        encoder: Encoder,
        value: TreePMap<K, V>,
    ) = encoder.encodeSerializableValue(list, value.values.toList())

    override fun deserialize(decoder: Decoder): TreePMap<K, V> =
        decoder.decodeSerializableValue(list).fold(empty) { map, entry -> map.plus(key(entry), entry) }
}
