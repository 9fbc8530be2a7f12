package io.mockaws.services.kafka.op

import io.mockaws.kit.arn
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.Busy
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.ClusterOperation
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.KafkaVersions
import io.mockaws.services.kafka.cluster.OPERATIONS
import io.mockaws.services.kafka.cluster.cluster
import io.mockaws.services.kafka.cluster.newVersion
import io.mockaws.services.kafka.cluster.put
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A change that has its operation: what of the cluster it is about, by the names that operations have, and what comes. */
private class ClusterChange(
    val type: String,
    val target: Map<String, JsonElement>,
    /** What the cluster is afterwards. */
    val info: JsonObject,
    val state: String = Cluster.UPDATING,
)

/** Begins what [change] makes of the cluster that [request] names, and answers as all such operations do. */
private fun KafkaCall.update(
    request: Members,
    change: (Cluster) -> ClusterChange,
): Members {
    val arn = request.needed("ClusterArn")
    val now = now()
    val operation =
        state.write {
            val cluster = cluster(arn, now)
            if (cluster.isServerless) throw KafkaFaults.notForServerless()
            val known = request.text("CurrentVersion")
            if (known != null && known != cluster.version) throw KafkaFaults.wrongVersion(known)
            if (cluster.busy != null) throw KafkaFaults.notActive(cluster.state)
            val begun = change(cluster)
            val uuid = cluster.arn.substringAfter(":cluster/")
            val source = begun.target.keys.mapNotNull { name -> sourceOf(cluster, name)?.let { name to it } }.toMap()
            val operation =
                ClusterOperation(
                    arn("kafka", "cluster-operation/$uuid/${ids.uuid()}"),
                    arn,
                    isServerless = false,
                    begun.type,
                    now,
                    now + this@update.state.changesTake,
                    JsonObject(source),
                    JsonObject(begun.target),
                )
            this[OPERATIONS, operation.arn] = operation
            put(cluster.copy(busy = Busy(begun.state, operation.endsAt, operation.arn, begun.info, newVersion())))
            operation
        }
    return mapOf("ClusterArn" to arn, "ClusterOperationArn" to operation.arn)
}

/** What operations call [name] of a cluster. */
private fun sourceOf(
    cluster: Cluster,
    name: String,
): JsonElement? =
    when (name) {
        "InstanceType" -> cluster.nodes?.get(name)
        "ConnectivityInfo" -> cluster.nodes?.get(name)
        else -> cluster.info[name]
    }

private fun Cluster.withNodes(changes: Map<String, JsonElement>): JsonObject =
    info.with(mapOf("BrokerNodeGroupInfo" to nodes!!.with(changes)))

private fun change(
    type: String,
    target: Map<String, JsonElement>,
    cluster: Cluster,
) = ClusterChange(type, target, cluster.info.with(target))

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-nodes-count.html */
internal fun updateBrokerCount(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val wanted = (request["TargetNumberOfBrokerNodes"] as Number).toInt()
        checkBrokers(wanted, cluster)
        val type = if (wanted < cluster.brokers) "DECREASE_BROKER_COUNT" else "INCREASE_BROKER_COUNT"
        change(type, mapOf("NumberOfBrokerNodes" to JsonPrimitive(wanted)), cluster)
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-nodes-storage.html */
internal fun updateBrokerStorage(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val target = request.kept("TargetBrokerEBSVolumeInfo").getValue("TargetBrokerEBSVolumeInfo")
        val volume = (target as List<*>).firstOrNull() as? JsonObject
        ClusterChange(
            "UPDATE_BROKER_STORAGE",
            mapOf("BrokerEBSVolumeInfo" to target),
            cluster.withVolume(volume.orEmpty())
        )
    }

private fun Cluster.withVolume(volume: Map<String, JsonElement>): JsonObject {
    val before = nodes?.part("StorageInfo")?.part("EbsStorageInfo").orEmpty()
    val changes =
        listOfNotNull(
            volume["VolumeSizeGB"]?.let { "VolumeSize" to it },
            volume["ProvisionedThroughput"]?.let { "ProvisionedThroughput" to it },
        )
    val storage = buildJsonObject { put("EbsStorageInfo", JsonObject(before + changes)) }
    return withNodes(mapOf("StorageInfo" to storage))
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-storage.html */
internal fun updateStorage(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val volume = request.kept("VolumeSizeGB", "ProvisionedThroughput")
        val mode = request.kept("StorageMode")
        ClusterChange("UPDATE_STORAGE", mode, cluster.withVolume(volume).with(mode))
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-nodes-type.html */
internal fun updateBrokerType(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val type = mapOf("InstanceType" to JsonPrimitive(request.needed("TargetInstanceType")))
        ClusterChange("UPDATE_BROKER_TYPE", type, cluster.withNodes(type))
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-configuration.html */
internal fun updateClusterConfiguration(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val target = request.kept("ConfigurationInfo")
        call.checkConfiguration(target["ConfigurationInfo"] as JsonObject)
        change("UPDATE_CLUSTER_CONFIGURATION", target, cluster)
    }

/** That there is such a revision. */
private fun KafkaCall.checkConfiguration(info: JsonObject) {
    val found = configuration(info.text("Arn").orEmpty())
    val revision = info.number("Revision") ?: 1
    found.revision(revision.toLong()) ?: throw KafkaFaults.invalid("Invalid revision: $revision", "revision")
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-version.html */
internal fun updateClusterKafkaVersion(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val wanted = request.needed("TargetKafkaVersion")
        KafkaVersions.check(wanted)
        val possible = KafkaVersions.after(cluster.kafkaVersion.orEmpty())
        if (wanted !in possible) throw KafkaFaults.unsupportedVersion(wanted, possible)
        val configuration = request.kept("ConfigurationInfo")
        configuration["ConfigurationInfo"]?.let { call.checkConfiguration(it as JsonObject) }
        change("UPDATE_CLUSTER_KAFKA_VERSION", configuration + ("KafkaVersion" to JsonPrimitive(wanted)), cluster)
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-monitoring.html */
internal fun updateMonitoring(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) {
        change("UPDATE_MONITORING", request.kept("EnhancedMonitoring", "OpenMonitoring", "LoggingInfo"), it)
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-security.html */
internal fun updateSecurity(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val target = request.kept("ClientAuthentication", "EncryptionInfo")
        if (target.all { (name, value) -> cluster.info[name] == value }) throw KafkaFaults.nothingToUpdate()
        val merged = target.mapValues { (name, value) ->
            JsonObject(cluster.info.part(name).orEmpty() + (value as JsonObject))
        }
        ClusterChange("UPDATE_SECURITY", target, cluster.info.with(merged))
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-connectivity.html */
internal fun updateConnectivity(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        val target = request.kept("ConnectivityInfo")
        val merged =
            JsonObject(
                cluster.nodes?.part("ConnectivityInfo").orEmpty() + target.getValue("ConnectivityInfo") as JsonObject
            )
        ClusterChange("UPDATE_CONNECTIVITY", target, cluster.withNodes(mapOf("ConnectivityInfo" to merged)))
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-rebalancing.html */
internal fun updateRebalancing(
    request: Members,
    call: KafkaCall,
): Members = call.update(request) { change("UPDATE_REBALANCING", request.kept("Rebalancing"), it) }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-reboot-broker.html */
internal fun rebootBroker(
    request: Members,
    call: KafkaCall,
): Members =
    call.update(request) { cluster ->
        request.texts("BrokerIds").find { (it.toIntOrNull() ?: 0) !in 1..cluster.brokers }?.let {
            throw KafkaFaults.invalid("Invalid broker id: $it", "brokerIds")
        }
        ClusterChange("REBOOT_NODE", emptyMap(), cluster.info, Cluster.REBOOTING)
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn.html#DeleteCluster */
internal fun deleteCluster(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("ClusterArn")
    val now = call.now()
    call.state.write {
        val cluster = cluster(arn, now)
        val known = request.text("CurrentVersion")
        if (known != null && known != cluster.version) throw KafkaFaults.wrongVersion(known)
        put(cluster.copy(busy = Busy(Cluster.DELETING, now + call.state.changesTake)))
    }
    call.forget()
    return mapOf("ClusterArn" to arn, "State" to Cluster.DELETING)
}
