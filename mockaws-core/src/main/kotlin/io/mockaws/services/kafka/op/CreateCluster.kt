package io.mockaws.services.kafka.op

import io.mockaws.kit.arn
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.Busy
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.KafkaVersions
import io.mockaws.services.kafka.cluster.clusters
import io.mockaws.services.kafka.cluster.newVersion
import io.mockaws.services.kafka.cluster.put
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html#CreateCluster */
internal fun createCluster(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.create(
        request.needed("ClusterName"),
        JsonObject(request.kept(*PROVISIONED)),
        false,
        request.tags()
    )
    return shown(cluster)
}

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html#CreateClusterV2 */
internal fun createClusterV2(
    request: Members,
    call: KafkaCall,
): Members {
    val kept = request.kept("Provisioned", "Serverless")
    val info = kept.values.singleOrNull() as? JsonObject ?: throw KafkaFaults.oneKindNeeded()
    val isServerless = "Serverless" in kept
    val cluster = call.create(request.needed("ClusterName"), info, isServerless, request.tags())
    return shown(cluster) + ("ClusterType" to typeOf(cluster))
}

private fun shown(cluster: Cluster): Members =
    mapOf("ClusterArn" to cluster.arn, "ClusterName" to cluster.name, "State" to Cluster.CREATING)

internal fun typeOf(cluster: Cluster): String = if (cluster.isServerless) "SERVERLESS" else "PROVISIONED"

/** Makes a cluster, which is ready when the time is over that changes take. */
internal fun KafkaCall.create(
    name: String,
    info: JsonObject,
    isServerless: Boolean,
    tags: Map<String, String>,
    hasBroker: Boolean = false,
): Cluster {
    forget()
    val now = now()
    val number = if (isServerless) "s1" else "${(ids.nextLong() ushr 1) % NUMBERS + 1}"
    val arn = arn("kafka", "cluster/$name/${ids.uuid()}-$number")
    val whole = if (isServerless) info else provisioned(info)
    val until = now + state.changesTake
    val cluster =
        Cluster(
            name, arn, isServerless, now, newVersion(), whole, tags,
            Busy(
                Cluster.CREATING,
                until
            ),
            hasBroker = hasBroker
        )
    if (!isServerless) check(cluster)
    state.write {
        if (clusters(now).any { it.name == name }) throw KafkaFaults.nameTaken()
        put(cluster)
    }
    return cluster
}

/** With what AWS adds. */
private fun KafkaCall.provisioned(info: JsonObject): JsonObject {
    val encryption = info.part("EncryptionInfo").orEmpty()
    val nodes = info.part("BrokerNodeGroupInfo").orEmpty()
    val connectivity = buildJsonObject { putJsonObject("PublicAccess") { put("Type", "DISABLED") } }
    return JsonObject(
        mapOf("EnhancedMonitoring" to JsonPrimitive("DEFAULT"), "StorageMode" to JsonPrimitive("LOCAL")) + info +
            (
                "BrokerNodeGroupInfo" to
                    JsonObject(
                        mapOf("BrokerAZDistribution" to JsonPrimitive("DEFAULT"), "ConnectivityInfo" to connectivity) +
                            nodes,
                    )
                ) +
            (
                "EncryptionInfo" to
                    buildJsonObject {
                        put("EncryptionAtRest", encryption["EncryptionAtRest"] ?: atRest())
                        putJsonObject("EncryptionInTransit") {
                            val given = (encryption["EncryptionInTransit"] as? JsonObject).orEmpty()
                            put("ClientBroker", given["ClientBroker"] ?: JsonPrimitive("TLS"))
                            put("InCluster", given["InCluster"] ?: JsonPrimitive(true))
                        }
                    }
                ),
    )
}

/** Under a key of AWS's in the account. */
private fun KafkaCall.atRest() =
    buildJsonObject { put("DataVolumeKMSKeyId", arn("kms", "key/${ids.uuid()}")) }

private fun KafkaCall.check(cluster: Cluster) {
    KafkaVersions.check(cluster.kafkaVersion.orEmpty())
    checkBrokers(cluster.brokers, cluster)
    cluster.info.part("ConfigurationInfo")?.text("Arn")?.let { configuration(it) }
}

internal fun checkBrokers(
    brokers: Int,
    cluster: Cluster,
) {
    if (cluster.subnets.isEmpty() || brokers % cluster.subnets.size != 0) throw KafkaFaults.unevenBrokers()
}

private val PROVISIONED =
    arrayOf(
        "BrokerNodeGroupInfo", "ClientAuthentication", "ConfigurationInfo", "EncryptionInfo", "EnhancedMonitoring",
        "OpenMonitoring", "KafkaVersion", "LoggingInfo", "NumberOfBrokerNodes", "StorageMode", "Rebalancing",
    )

/** Of clusters of AWS's, one of which is in each ARN. */
private const val NUMBERS = 25
