package io.mockaws.services.lambda.mapping

import io.mockaws.engine.delivery.TopicLog
import io.mockaws.engine.delivery.TopicRecord
import kotlinx.serialization.json.Json

/** How far the partitions of topics are read: the offset that comes next, by topic and partition; none for its beginning. */
internal class TopicPositions(
    private val offsets: Map<String, Long>,
) {
    /** How many records lie behind it in [topics] of [log]. */
    fun unread(
        log: TopicLog,
        topics: List<String>,
    ): Long = topics.sumOf { topic ->
        log.ends(topic).entries.sumOf { (partition, end) ->
            end -
                from(log, topic, partition)
        }
    }

    /** At most [most] of the records behind it, and where it is then. */
    fun next(
        log: TopicLog,
        topics: List<String>,
        most: Int,
    ): TopicBatch {
        val records = ArrayList<TopicRecord>()
        val reached = HashMap(offsets)
        for (topic in topics) {
            for ((partition, end) in log.ends(topic)) {
                val from = from(log, topic, partition)
                val until = minOf(end, from + most - records.size)
                if (until <= from) continue
                records += log.read(topic, partition, from, (until - from).toInt())
                // Not all offsets have records: some are marks of transactions.
                reached["$topic-$partition"] = until
            }
        }
        return TopicBatch(records, TopicPositions(reached))
    }

    /** Where a partition goes on; records that are there no more were deleted. */
    private fun from(
        log: TopicLog,
        topic: String,
        partition: Int,
    ): Long = maxOf(offsets["$topic-$partition"] ?: 0, log.starts(topic)[partition] ?: 0)

    override fun toString(): String = Json.encodeToString(offsets)

    companion object {
        /** What [toString] gave; the beginning where it is null. */
        fun parse(text: String?): TopicPositions =
            TopicPositions(if (text == null) emptyMap() else Json.decodeFromString<Map<String, Long>>(text))

        /** The end of [topics] in [log]. */
        fun end(
            log: TopicLog,
            topics: List<String>,
        ): TopicPositions = of(topics, log::ends)

        /** Where [topics] are at [timestamp]. */
        fun at(
            log: TopicLog,
            topics: List<String>,
            timestamp: Long,
        ): TopicPositions = of(topics) { log.at(it, timestamp) }

        private fun of(
            topics: List<String>,
            offsets: (String) -> Map<Int, Long>,
        ) = TopicPositions(
            topics.flatMap { topic ->
                offsets(topic).map { (partition, offset) -> "$topic-$partition" to offset }
            }.toMap(),
        )
    }
}

/** What was read at once. */
internal class TopicBatch(
    val records: List<TopicRecord>,
    /** Behind it. */
    val after: TopicPositions,
)
