package io.mockaws.services.kafka

import io.mockaws.engine.AwsFault
import io.mockaws.services.kafka.broker.Brokers
import io.mockaws.services.kafka.cluster.CLUSTERS
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.clusters
import io.mockaws.services.kafka.cluster.put
import io.mockaws.services.kafka.op.create
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import kotlinx.serialization.json.JsonArrayBuilder
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * Amazon MSK as a test sees it: `aws.kafka.cluster("orders", broker = true)`. Works in the account and region of the mock, and
 * leaves no calls in the journal.
 */
public class KafkaFixture internal constructor(
    private val context: () -> KafkaCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Amazon MSK. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /**
     * The cluster [name], made if there is none: of the latest version, without authentication, and ready at once. A statement
     * that makes it and looks into it at once fails: it has misspelt the name.
     *
     * @param broker whether a broker of Apache Kafka runs behind it, in this JVM: one node that is its own controller, started
     *   when somebody first asks for its address or topics, and stopped with the mock. It needs `io.mockaws:mockaws-kafka` on the class
     *   path. Of a cluster that there is already, it makes no difference
     * @throws IllegalStateException where there is no module to start a broker with
     * @throws IllegalArgumentException for a name that AWS would refuse
     */
    @JvmOverloads
    public fun cluster(
        name: String,
        broker: Boolean = false,
    ): KafkaClusterFixture {
        require(NAME.matches(name)) { "No name of a cluster: $name" }
        return cluster(name) { call ->
            if (broker) Brokers.check()
            make(call, name, infoFor(if (broker) 1 else ZONES), isServerless = false, broker)
        }
    }

    /** The serverless cluster [name], made if there is none. */
    public fun serverless(name: String): KafkaClusterFixture {
        require(NAME.matches(name)) { "No name of a cluster: $name" }
        val info =
            buildJsonObject {
                putJsonArray("VpcConfigs") { add(buildJsonObject { putJsonArray("SubnetIds") { subnets(ZONES) } }) }
                putJsonObject("ClientAuthentication") {
                    putJsonObject("Sasl") { putJsonObject("Iam") { put("Enabled", true) } }
                }
            }
        return cluster(name) { call -> make(call, name, info, isServerless = true, false) }
    }

    private fun cluster(
        name: String,
        make: (KafkaCall) -> Unit,
    ): KafkaClusterFixture {
        val call = context()
        val others = call.state.now.clusters(call.now()).map { it.name }
        if (name in others) return KafkaClusterFixture(name, context)
        make(call)
        val made =
            MadeHere(javaClass, "cluster", name, others) {
                call.state.write { clusters(call.now()).find { it.name == name }?.let { remove(CLUSTERS, it.arn) } }
            }
        return KafkaClusterFixture(name, context, made)
    }

    /** Every cluster of the mock's account and region, the oldest first. */
    public fun clusters(): List<KafkaClusterFixture> {
        val call = context()
        return call.state.now.clusters(call.now()).map { KafkaClusterFixture(it.name, context) }
    }

    /**
     * From here on it takes [duration] by the mock's clock to make, change or delete a cluster, as at AWS, where it is a quarter of
     * an hour and more. Without it a cluster is `CREATING` in the answer that makes it, and `ACTIVE` when the next call comes.
     */
    @JvmSynthetic
    public fun changesTake(duration: Duration): KafkaFixture {
        require(!duration.isNegative()) { "Less than no time: $duration" }
        context().state.changesTake = duration
        return this
    }

    /** The same for Java. */
    public fun changesTake(duration: java.time.Duration): KafkaFixture = changesTake(duration.toKotlinDuration())

    private fun make(
        call: KafkaCall,
        name: String,
        info: JsonObject,
        isServerless: Boolean,
        broker: Boolean,
    ): Cluster =
        try {
            val made = call.create(name, info, isServerless, emptyMap(), broker)
            made.copy(busy = null).also { ready -> call.state.write { put(ready) } }
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }

    private fun infoFor(brokers: Int): JsonObject =
        buildJsonObject {
            put("KafkaVersion", VERSION)
            put("NumberOfBrokerNodes", brokers)
            putJsonObject("BrokerNodeGroupInfo") {
                put("InstanceType", "kafka.m5.large")
                putJsonArray("ClientSubnets") { subnets(brokers) }
            }
            putJsonObject("ClientAuthentication") { putJsonObject("Unauthenticated") { put("Enabled", true) } }
            putJsonObject("EncryptionInfo") {
                putJsonObject("EncryptionInTransit") {
                    put(
                        "ClientBroker",
                        if (brokers ==
                            1
                        ) {
                            "PLAINTEXT"
                        } else {
                            "TLS_PLAINTEXT"
                        }
                    )
                }
            }
        }

    private fun JsonArrayBuilder.subnets(count: Int) {
        for (i in 1..count) add(JsonPrimitive("subnet-0000000000000000$i"))
    }

    override fun toString(): String = "KafkaFixture(${clusters().map { it.name }})"

    private companion object {
        val NAME = Regex("[A-Za-z0-9][A-Za-z0-9-]{0,63}")
        const val VERSION = "4.1.x.kraft"
        const val ZONES = 3
    }
}
