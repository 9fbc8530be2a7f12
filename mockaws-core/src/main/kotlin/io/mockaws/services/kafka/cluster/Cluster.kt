package io.mockaws.services.kafka.cluster

import io.mockaws.kit.JsonObjectText
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/** A cluster; [info] is what it was made and changed with, by the names of CreateClusterV2. */
@Serializable
internal data class Cluster(
    val name: String,
    val arn: String,
    val isServerless: Boolean,
    val createdAt: Instant,
    /** `K3P5ROKL5A1OLE`: whoever changes it names the version that he knows. */
    val version: String,
    val info: JsonObjectText,
    val tags: Map<String, String> = emptyMap(),
    val busy: Busy? = null,
    val policy: ClusterPolicy? = null,
    /** ARNs of what clients log in with. */
    val secrets: List<String> = emptyList(),
    /** Whether a broker runs behind it, in the test's JVM. */
    val hasBroker: Boolean = false,
) {
    /** `hwzjq0`: what the names of its brokers have. */
    val label: String get() = uuid.filter { it != '-' }.take(LABEL)

    /** A number of AWS's, in the ARN and in names of hosts. */
    val number: String get() = arn.substringAfterLast('-')
    private val uuid get() = arn.substringAfterLast('/').substringBeforeLast('-')

    val kafkaVersion: String? get() = info.text("KafkaVersion")
    val brokers: Int get() = info.number("NumberOfBrokerNodes") ?: 0
    val nodes: JsonObject? get() = info.part("BrokerNodeGroupInfo")
    val subnets: List<String>
        get() = (nodes?.get("ClientSubnets") as? JsonArray).orEmpty().map { (it as JsonPrimitive).content }

    /** Whether it keeps its metadata by itself, without ZooKeeper. */
    val isKraft: Boolean get() = kafkaVersion.orEmpty().endsWith("kraft")

    /** As it is at [now]: what was under way is done; null once it is deleted. */
    fun at(now: Instant): Cluster? {
        val busy = busy ?: return this
        if (now < busy.until) return this
        if (busy.state == DELETING) return null
        return copy(info = busy.info ?: info, version = busy.version ?: version, busy = null)
    }

    val state: String get() = busy?.state ?: ACTIVE

    companion object {
        const val ACTIVE: String = "ACTIVE"
        const val CREATING: String = "CREATING"
        const val UPDATING: String = "UPDATING"
        const val REBOOTING: String = "REBOOTING_BROKER"
        const val DELETING: String = "DELETING"
        private const val LABEL = 6
    }
}

/** What is being done with a cluster. */
@Serializable
internal data class Busy(
    val state: String,
    val until: Instant,
    val operationArn: String? = null,
    /** What the cluster is then. */
    val info: JsonObjectText? = null,
    val version: String? = null,
)

@Serializable
internal data class ClusterPolicy(
    val text: String,
    val version: String,
)

/** A change of a cluster, which its operations tell of. */
@Serializable
internal data class ClusterOperation(
    val arn: String,
    val clusterArn: String,
    val isServerless: Boolean,
    val type: String,
    val startedAt: Instant,
    val endsAt: Instant,
    val source: JsonObjectText,
    val target: JsonObjectText,
) {
    fun stateAt(now: Instant): String = if (now < endsAt) "UPDATE_IN_PROGRESS" else "UPDATE_COMPLETE"
}

/** A topic of a cluster that has no broker. */
@Serializable
internal data class Topic(
    val clusterArn: String,
    val name: String,
    val partitions: Int,
    val replication: Int,
    val configs: Map<String, String> = emptyMap(),
)
