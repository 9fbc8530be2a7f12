package io.mockaws.services.kafka

import io.mockaws.engine.settle
import io.mockaws.services.kafka.broker.KafkaRecord
import io.mockaws.services.kafka.broker.brokerOf
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.Hosts
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.TOPICS
import io.mockaws.services.kafka.cluster.Topic
import io.mockaws.services.kafka.cluster.clusters
import io.mockaws.services.kafka.cluster.topicKey
import io.mockaws.services.kafka.op.topicsOf
import io.mockaws.testing.MadeHere
import io.mockaws.testing.noSuch

/** One cluster of Amazon MSK as a test sees it. */
public class KafkaClusterFixture internal constructor(
    /** What it is called. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> KafkaCall,
    private val made: MadeHere? = null,
) {
    private fun find(call: KafkaCall): Cluster? = call.state.now.clusters(call.now()).find { it.name == name }

    private fun cluster(call: KafkaCall): Cluster =
        find(call) ?: throw noSuch("cluster", name, call.state.now.clusters(call.now()).map { it.name })

    /** Whether there is such a cluster. */
    @get:JvmName("exists")
    public val exists: Boolean get() = find(context()) != null

    /** Its Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = cluster(context()).arn

    /** `CREATING`, `ACTIVE`, `UPDATING`, `REBOOTING_BROKER` or `DELETING`. */
    @get:JvmName("state")
    public val state: String get() = cluster(context()).state.also { if (it == Cluster.ACTIVE) made?.checkLook() }

    /**
     * Where clients find its brokers: as `bootstrap.servers` takes it. Starts the broker of a cluster that has one; those of others
     * lead nowhere.
     */
    @get:JvmName("bootstrapServers")
    public val bootstrapServers: String
        get() {
            val call = context()
            val cluster = cluster(call)
            return call.brokerOf(cluster)?.bootstrapServers() ?: Hosts(cluster, call.region).bootstrap().values.first()
        }

    /**
     * Makes a topic: on the broker, or as a record of a cluster that has none.
     *
     * @param configs by Kafka's names: `retention.ms`
     * @throws IllegalArgumentException where Kafka refuses it, or there is one of that name
     */
    @JvmOverloads
    public fun topic(
        name: String,
        partitions: Int = 1,
        configs: Map<String, String> = emptyMap(),
    ): KafkaClusterFixture {
        val call = context()
        val cluster = cluster(call)
        val broker = call.brokerOf(cluster)
        if (broker != null) {
            broker.createTopic(name, partitions, configs)
        } else {
            require(partitions > 0) { "A topic has at least one partition" }
            call.state.write {
                require(topicKey(cluster.arn, name) !in this[TOPICS]) { "Topic '$name' already exists." }
                this[TOPICS, topicKey(cluster.arn, name)] =
                    Topic(cluster.arn, name, partitions, maxOf(1, minOf(cluster.brokers, MOST_REPLICAS)), configs)
            }
        }
        return this
    }

    /** The names of its topics. */
    @get:JvmName("topics")
    public val topics: List<String>
        get() {
            val call = context()
            return call.topicsOf(cluster(call)).map { it.name }.also { if (it.isEmpty()) made?.checkLook() }
        }

    /**
     * All records of [topic], partition by partition, read past any consumer group. What functions do because of them is done
     * when this returns.
     *
     * @throws IllegalStateException for a cluster without a broker
     */
    public fun records(topic: String): List<KafkaRecord> {
        val call = context()
        call.settle()
        val broker = checkNotNull(call.brokerOf(cluster(call))) { "The cluster $name has no broker" }
        val ends = broker.endOffsets(topic)
        return broker.beginningOffsets(topic).toSortedMap().flatMap { (partition, first) ->
            val count = (ends.getValue(partition) - first).toInt()
            if (count == 0) emptyList() else broker.read(topic, partition, first, count)
        }
    }

    override fun toString(): String = "KafkaClusterFixture($name)"

    private companion object {
        const val MOST_REPLICAS = 3
    }
}
