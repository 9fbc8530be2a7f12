package io.mockaws.services.kafka.broker

/**
 * A broker of Apache Kafka in this JVM, as `io.mockaws:mockaws-kafka` runs it behind a cluster of the mock. All of it can be
 * called by several threads at once.
 */
public interface KafkaBroker : AutoCloseable {
    /** Where clients find it: `127.0.0.1:43211`. */
    public fun bootstrapServers(): String

    /** Its topics, but for Kafka's own. */
    public fun topics(): List<KafkaTopic>

    /**
     * Makes a topic, and returns when clients can use it.
     *
     * @param configs by Kafka's names: `retention.ms`
     * @throws IllegalArgumentException where Kafka refuses it, or has one of that name
     */
    public fun createTopic(
        name: String,
        partitions: Int,
        configs: Map<String, String>,
    )

    /** The offset behind the last record of each partition of [topic] that consumers see; none where there is no such topic. */
    public fun endOffsets(topic: String): Map<Int, Long>

    /** The offset of the first record of each partition. */
    public fun beginningOffsets(topic: String): Map<Int, Long>

    /** The offset of the first record of each partition that is not before [timestamp], in milliseconds since 1970. */
    public fun offsetsAt(
        topic: String,
        timestamp: Long,
    ): Map<Int, Long>

    /** At most [most] records of a partition from [offset] on; none where there are none yet. */
    public fun read(
        topic: String,
        partition: Int,
        offset: Long,
        most: Int,
    ): List<KafkaRecord>

    /** Has [listener] called, on a thread of the broker's, some milliseconds after records came that it was not told of. */
    public fun onRecords(listener: Runnable)

    /** Ends it, and deletes its log. Returns when its threads have ended. */
    override fun close()
}

/** A topic of a [KafkaBroker]. */
public class KafkaTopic(
    private val name: String,
    private val partitions: Int,
    private val configs: Map<String, String>,
) {
    /** What it is called. */
    public fun name(): String = name

    /** How many partitions it has. */
    public fun partitions(): Int = partitions

    /** What was set for it alone, by Kafka's names. */
    public fun configs(): Map<String, String> = configs

    override fun toString(): String = "$name ($partitions)"
}

/** A record of a [KafkaBroker]. */
public class KafkaRecord(
    private val topic: String,
    private val partition: Int,
    private val offset: Long,
    private val timestamp: Long,
    private val timestampType: String,
    private val key: ByteArray?,
    private val value: ByteArray?,
    private val headers: List<Map.Entry<String, ByteArray?>>,
) {
    /** The topic that it is in. */
    public fun topic(): String = topic

    /** The partition that it is in. */
    public fun partition(): Int = partition

    /** Where in the partition it is. */
    public fun offset(): Long = offset

    /** In milliseconds since 1970, by the clock of the machine. */
    public fun timestamp(): Long = timestamp

    /** `CREATE_TIME` or `LOG_APPEND_TIME`. */
    public fun timestampType(): String = timestampType

    /** Its key as it was sent; null for none. */
    public fun key(): ByteArray? = key

    /** Its value as it was sent; null for none. */
    public fun value(): ByteArray? = value

    /** Its headers in their order; a name may come more than once. */
    public fun headers(): List<Map.Entry<String, ByteArray?>> = headers

    override fun toString(): String = "$topic-$partition@$offset"
}
