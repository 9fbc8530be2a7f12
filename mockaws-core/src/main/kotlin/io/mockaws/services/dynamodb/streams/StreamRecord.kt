package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.table.TouchedItem
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
        /** What is to be told of [item]; null where nothing has changed. */
        fun of(
            at: Instant,
            item: TouchedItem,
            viewType: StreamViewType,
            isExpiry: Boolean,
        ): StreamRecord? {
            val old = item.old?.attributes
            val new = item.new?.attributes
            if (old == new) return null
            val eventName =
                when {
                    old == null -> EventName.INSERT
                    new == null -> EventName.REMOVE
                    else -> EventName.MODIFY
                }
            return StreamRecord(
                at,
                eventName,
                item.key,
                old.takeIf { viewType.hasOld },
                new.takeIf { viewType.hasNew },
                isExpiry,
            )
        }
    }
}
