package io.mockaws.services.kafka.broker

import io.mockaws.engine.AwsFault
import io.mockaws.engine.EngineClock
import io.mockaws.engine.World
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaState
import java.util.ServiceLoader
import java.util.concurrent.ConcurrentHashMap

/**
 * The brokers that run behind the clusters of a mock, each from when it is first asked for. They are no state: a fork, a
 * loaded and a restored world have brokers of their own, which begin empty.
 */
internal class Brokers private constructor(
    private val world: World,
) : AutoCloseable {
    private val running = ConcurrentHashMap<String, KafkaBroker>()

    /** That of [cluster], which has one. */
    fun of(
        cluster: Cluster,
        state: KafkaState,
    ): KafkaBroker =
        running.computeIfAbsent(cluster.arn) { arn ->
            factory().start(emptyMap()).also { broker ->
                state.onRetire { stop(arn) }
                broker.onRecords { recordsCame() }
            }
        }

    /** That of the cluster at [arn], where it runs by now. */
    fun find(arn: String): KafkaBroker? = running[arn]

    /** The one that clients reach at [address]; null where none here has it. */
    fun at(address: String): KafkaBroker? = running.values.find { it.bootstrapServers() == address }

    fun stop(arn: String) {
        running.remove(arn)?.close()
    }

    /**
     * What waits for records runs at once, where time is real. Where it is the test's, a virtual one or one that stands
     * still, it runs when the test next calls, looks, or moves the clock.
     */
    private fun recordsCame() {
        val clock = world.clock as? EngineClock ?: return
        if (!world.isOver && !clock.isVirtual && !clock.isFrozen) world.dueWork.runFromOutside()
    }

    override fun close() {
        for (arn in running.keys) stop(arn)
    }

    companion object {
        fun of(world: World): Brokers = world.running.part("kafka") { Brokers(world) }

        private fun factory(): KafkaBrokerFactory =
            ServiceLoader.load(KafkaBrokerFactory::class.java, KafkaBrokerFactory::class.java.classLoader).firstOrNull()
                ?: throw AwsFault("NotImplemented", MISSING, NOT_IMPLEMENTED)

        /** Says so before a cluster is made that needs one. */
        fun check() {
            try {
                factory()
            } catch (missing: AwsFault) {
                throw IllegalStateException(MISSING, missing)
            }
        }

        private const val MISSING =
            "A cluster with a broker needs io.mockaws:mockaws-kafka and Kafka's server (org.apache.kafka:kafka_2.13) on the class path"
        private const val NOT_IMPLEMENTED = 501
    }
}

/** The broker of [cluster]; null where it has none. */
internal fun KafkaCall.brokerOf(cluster: Cluster): KafkaBroker? =
    if (cluster.hasBroker) Brokers.of(world).of(cluster, state) else null
