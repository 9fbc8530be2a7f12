package io.mockaws.services.dynamodb

import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.StreamRecord
import io.mockaws.services.dynamodb.value.PlainValues
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** What happened to an item, as the stream of its table tells it. Items are maps of plain values, as in [TableFixture]. */
public class ItemChange internal constructor(
    /** What it was. */
    @get:JvmName("kind")
    public val kind: Kind,
    /** The item's key. */
    @get:JvmName("key")
    public val key: Map<String, Any?>,
    /** The item before; null where there was none, or the stream's view type leaves it out. */
    @get:JvmName("oldImage")
    public val oldImage: Map<String, Any?>?,
    /** The item after; null where there is none any more, or the stream's view type leaves it out. */
    @get:JvmName("newImage")
    public val newImage: Map<String, Any?>?,
    /** Whether the item is gone because it had outlived its time to live. */
    public val isExpiry: Boolean,
    /** The record's sequence number. */
    @get:JvmName("sequenceNumber")
    public val sequenceNumber: String,
    /** When it happened, by the mock's clock. */
    @get:JvmSynthetic
    public val at: Instant,
) {
    /** The `eventName` of a record. */
    public enum class Kind {
        /** The item is new. */
        INSERT,

        /** It was there before and has changed. */
        MODIFY,

        /** It is gone. */
        REMOVE,
    }

    /** [at] for Java. */
    @JvmName("at")
    public fun atJava(): java.time.Instant = at.toJavaInstant()

    override fun toString(): String = "$kind $key"

    internal companion object {
        fun of(
            ordinal: Long,
            record: StreamRecord,
        ): ItemChange =
            ItemChange(
                Kind.valueOf(record.eventName.name),
                PlainValues.ofAttributes(record.keys),
                record.oldImage?.let { PlainValues.ofAttributes(it) },
                record.newImage?.let { PlainValues.ofAttributes(it) },
                record.isExpiry,
                SequenceNumber.text(ordinal),
                record.at,
            )
    }
}
