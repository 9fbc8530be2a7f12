package io.mockaws.services.kafka

import io.mockaws.engine.World
import io.mockaws.engine.delivery.TopicLog
import io.mockaws.engine.delivery.TopicRecord
import io.mockaws.engine.delivery.TopicSource
import io.mockaws.kit.Arn
import io.mockaws.services.kafka.broker.Brokers
import io.mockaws.services.kafka.broker.KafkaBroker

/** The brokers that run in the mock, for whoever reads their topics. */
internal object KafkaTopics : TopicSource {
    override fun log(
        arn: Arn?,
        servers: List<String>,
        world: World,
    ): TopicLog? {
        val brokers = Brokers.of(world)
        val broker = if (arn == null) servers.firstNotNullOfOrNull(brokers::at) else brokers.find(arn.toString())
        return broker?.let(::Log)
    }

    private class Log(
        private val broker: KafkaBroker,
    ) : TopicLog {
        override val servers: String get() = broker.bootstrapServers()

        override fun starts(topic: String): Map<Int, Long> = broker.beginningOffsets(topic)

        override fun ends(topic: String): Map<Int, Long> = broker.endOffsets(topic)

        override fun at(
            topic: String,
            timestamp: Long,
        ): Map<Int, Long> = broker.offsetsAt(topic, timestamp)

        override fun read(
            topic: String,
            partition: Int,
            offset: Long,
            most: Int,
        ): List<TopicRecord> =
            broker.read(topic, partition, offset, most).map {
                TopicRecord(
                    topic,
                    partition,
                    it.offset(),
                    it.timestamp(),
                    it.timestampType(),
                    it.key(),
                    it.value(),
                    it.headers(),
                )
            }
    }
}
