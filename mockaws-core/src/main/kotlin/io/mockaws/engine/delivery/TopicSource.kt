package io.mockaws.engine.delivery

import io.mockaws.engine.World
import io.mockaws.kit.Arn

/** A service whose topics others read by themselves, as event source mappings of Lambda read those of Kafka. */
internal interface TopicSource {
    /**
     * What runs behind the cluster at [arn], or at one of [servers], and holds topics; null where nothing does. Starts nothing.
     * Asked before and after every call, so it is cheap.
     */
    fun log(
        arn: Arn?,
        servers: List<String>,
        world: World,
    ): TopicLog?
}

/** Topics whose records stay where they are when they are read. */
internal interface TopicLog {
    /** Where clients find it. */
    val servers: String

    /** The offset of the first record of each partition. */
    fun starts(topic: String): Map<Int, Long>

    /** The offset behind the last record of each partition; cheap. */
    fun ends(topic: String): Map<Int, Long>

    /** The offset of the first record of each partition that is not before [timestamp], in milliseconds since 1970. */
    fun at(
        topic: String,
        timestamp: Long,
    ): Map<Int, Long>

    /** At most [most] records of a partition from [offset] on. */
    fun read(
        topic: String,
        partition: Int,
        offset: Long,
        most: Int,
    ): List<TopicRecord>
}

/** One record of a topic. */
internal class TopicRecord(
    val topic: String,
    val partition: Int,
    val offset: Long,
    /** In milliseconds since 1970. */
    val timestamp: Long,
    /** `CREATE_TIME` or `LOG_APPEND_TIME`. */
    val timestampType: String,
    val key: ByteArray?,
    val value: ByteArray?,
    val headers: List<Map.Entry<String, ByteArray?>>,
)
