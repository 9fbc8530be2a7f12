package io.mockaws.services.lambda.mapping

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** How far an event source mapping has come. */
@Serializable
internal data class MappingProgress(
    val uuid: String,
    /** The sequence number of the last record of a stream that is done; null at its beginning, and for queues. */
    val position: String? = null,
    /** Nothing is read before; null where that was not to be put off. */
    val notBefore: Instant? = null,
    /** How often the function has failed at the batch at hand. */
    val attempts: Int = 0,
    /** How many records the next batch has, where one was cut in two; null for as many as the mapping says. */
    val limit: Int? = null,
    /** The end of the batch that was cut. */
    val until: String? = null,
    /** How often it was put off in a row. */
    val delays: Int = 0,
)
