package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.sizeOf
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** One change of one item, with as much of the item as the stream's view type asks for; immutable. */
@Serializable
internal class StreamRecord(
    val at: Instant,
    val eventName: EventName,
    val keys: Attributes,
    val oldImage: Attributes? = null,
    val newImage: Attributes? = null,
    /** Whether the item had outlived its time to live. */
    val isExpiry: Boolean = false,
) {
    enum class EventName { INSERT, MODIFY, REMOVE }

    /** In bytes, as AWS counts them: the key, which an image has again, and the images. */
    val size: Int get() = sizeOf(keys) + (oldImage?.let { sizeOf(it) } ?: 0) + (newImage?.let { sizeOf(it) } ?: 0)

    companion object {
        /** What is to be told of an item that was [old] and is [new] now; null where nothing has changed. */
        fun of(
            at: Instant,
            keys: KeyNames,
            old: Item?,
            new: Item?,
            stream: Stream,
            isExpiry: Boolean,
        ): StreamRecord? {
            val item = new ?: old ?: return null
            if (old?.attributes == new?.attributes) return null
            return StreamRecord(
                at,
                if (old == null) {
                    EventName.INSERT
                } else if (new == null) {
                    EventName.REMOVE
                } else {
                    EventName.MODIFY
                },
                keys.all.associate { it.name to item.attributes.getValue(it.name) },
                old?.attributes.takeIf { stream.definition.viewType.hasOld },
                new?.attributes.takeIf { stream.definition.viewType.hasNew },
                isExpiry,
            )
        }
    }
}
