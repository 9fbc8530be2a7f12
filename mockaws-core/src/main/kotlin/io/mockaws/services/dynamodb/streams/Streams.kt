package io.mockaws.services.dynamodb.streams

import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentMapOf
import kotlin.time.Instant

/** The streams of one account and region by ARN, with those that are disabled and whose tables are gone; immutable. */
internal class Streams(
    private val streams: PersistentMap<String, Stream> = persistentMapOf(),
) : Map<String, Stream> by streams {
    /** When the first record of any of them is due to be trimmed, or null. */
    val firstTrim: Instant? by lazy(LazyThreadSafetyMode.PUBLICATION) {
        streams.values.mapNotNull { it.trimmedAt }.minOrNull()
    }

    fun with(stream: Stream): Streams = Streams(streams.putting(stream.arn, stream))

    fun without(stream: Stream): Streams = Streams(streams.removing(stream.arn))
}
