package io.mockaws.services.kafka.op

import io.mockaws.kit.arn
import io.mockaws.kit.membersOf
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.Busy
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.Link
import io.mockaws.services.kafka.cluster.REPLICATORS
import io.mockaws.services.kafka.cluster.newVersion
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Nothing is replicated. https://docs.aws.amazon.com/msk/1.0/apireference-replicator/v1-replicators.html */
internal fun createReplicator(
    request: Members,
    call: KafkaCall,
): Members {
    val name = request.needed("ReplicatorName")
    val now = call.now()
    val info = request.kept(
        "ReplicatorName",
        "Description",
        "KafkaClusters",
        "ReplicationInfoList",
        "ServiceExecutionRoleArn"
    )
    if (info.getValue("KafkaClusters").let { (it as JsonArray).size } != 2) {
        throw KafkaFaults.invalid("Exactly two Kafka clusters are needed.", "kafkaClusters")
    }
    val arn = call.arn("kafka", "replicator/$name/${call.ids.uuid()}-1")
    val busy = Busy(Cluster.CREATING, now + call.state.changesTake)
    val made = Link(arn, now, call.newVersion(), JsonObject(info), request.tags(), busy, RUNNING)
    call.state.write {
        if (this[REPLICATORS].values.any {
                it.at(now)?.info?.text("ReplicatorName") == name
            }
        ) {
            throw KafkaFaults.nameTaken()
        }
        this[REPLICATORS, arn] = made
    }
    return mapOf("ReplicatorArn" to arn, "ReplicatorName" to name, "ReplicatorState" to made.state)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference-replicator/v1-replicators-replicatorarn.html */
internal fun describeReplicator(
    request: Members,
    call: KafkaCall,
): Members {
    val link = call.replicator(request)
    val members = membersOf(link.info)
    val infos = (members["ReplicationInfoList"] as List<*>).map { it as Map<*, *> }
    return summary(link) - setOf("KafkaClustersSummary", "ReplicationInfoSummaryList") +
        mapOf(
            "KafkaClusters" to clusters(members).map { it + ("KafkaClusterAlias" to aliasOf(arnOf(it))) },
            "ReplicationInfoList" to infos.map(::aliased),
            "ReplicatorDescription" to members["Description"],
            "ServiceExecutionRoleArn" to members["ServiceExecutionRoleArn"],
            "Tags" to link.tags,
        )
}

/** https://docs.aws.amazon.com/msk/1.0/apireference-replicator/v1-replicators.html#ListReplicators */
internal fun listReplicators(
    request: Members,
    call: KafkaCall,
): Members {
    val prefix = request.text("ReplicatorNameFilter").orEmpty()
    val now = call.now()
    val all =
        call.state.now[REPLICATORS].values.mapNotNull { it.at(now) }
            .filter { it.info.text("ReplicatorName").orEmpty().startsWith(prefix) }
            .sortedWith(compareBy({ it.createdAt }, { it.arn }))
    val page = page(all, request, prefix) { it.arn }
    return mapOf("Replicators" to page.items.map(::summary), "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference-replicator/v1-replicators-replicatorarn-replication-info.html */
internal fun updateReplicationInfo(
    request: Members,
    call: KafkaCall,
): Members {
    val before = call.replicator(request)
    val version = request.needed("CurrentVersion")
    if (version != before.version) throw KafkaFaults.wrongVersion(version)
    val source = JsonPrimitive(request.needed("SourceKafkaClusterArn"))
    val target = JsonPrimitive(request.needed("TargetKafkaClusterArn"))
    val changes = request.kept("ConsumerGroupReplication", "TopicReplication")
    val infos =
        (before.info.getValue("ReplicationInfoList") as JsonArray).map { item ->
            val info = item as JsonObject
            val isMeant = info["SourceKafkaClusterArn"] == source && info["TargetKafkaClusterArn"] == target
            if (isMeant) info.with(changes.mapValues { (name, value) -> merged(info[name], value) }) else info
        }
    val busy =
        Busy(
            Cluster.UPDATING,
            call.now() + call.state.changesTake,
            info = before.info.with(mapOf("ReplicationInfoList" to JsonArray(infos))),
            version = call.newVersion(),
        )
    call.state.write { this[REPLICATORS, before.arn] = before.copy(busy = busy) }
    return mapOf("ReplicatorArn" to before.arn, "ReplicatorState" to busy.state)
}

private fun merged(
    before: Any?,
    change: Any?,
) = JsonObject((before as? JsonObject).orEmpty() + (change as JsonObject))

/** https://docs.aws.amazon.com/msk/1.0/apireference-replicator/v1-replicators-replicatorarn.html#DeleteReplicator */
internal fun deleteReplicator(
    request: Members,
    call: KafkaCall,
): Members {
    val link = call.replicator(request)
    request.text("CurrentVersion")?.let { if (it != link.version) throw KafkaFaults.wrongVersion(it) }
    val busy = Busy(Cluster.DELETING, call.now() + call.state.changesTake)
    call.state.write { this[REPLICATORS, link.arn] = link.copy(busy = busy) }
    return mapOf("ReplicatorArn" to link.arn, "ReplicatorState" to busy.state)
}

private fun KafkaCall.replicator(request: Members): Link {
    val arn = request.needed("ReplicatorArn")
    return state.now[REPLICATORS][arn]?.at(now()) ?: throw KafkaFaults.notFound(arn, "replicatorArn")
}

private fun summary(link: Link): Members {
    val members = membersOf(link.info)
    val infos = (members["ReplicationInfoList"] as List<*>).map { it as Map<*, *> }
    return mapOf(
        "CreationTime" to link.createdAt,
        "CurrentVersion" to link.version,
        "IsReplicatorReference" to false,
        "KafkaClustersSummary" to
            clusters(members).map { it - "VpcConfig" + ("KafkaClusterAlias" to aliasOf(arnOf(it))) },
        "ReplicationInfoSummaryList" to
            infos.map { aliased(it).filterKeys { name -> name.endsWith("Alias") } },
        "ReplicatorArn" to link.arn,
        "ReplicatorName" to members["ReplicatorName"],
        "ReplicatorState" to link.state,
    )
}

@Suppress("UNCHECKED_CAST")
private fun clusters(members: Members): List<Members> = members["KafkaClusters"] as List<Members>

private fun arnOf(cluster: Members): String? = (cluster["AmazonMskCluster"] as? Map<*, *>)?.get(
    "MskClusterArn"
) as? String

/** What a replicator calls a cluster: by its name and the end of its ARN. */
private fun aliasOf(arn: Any?): String = "$arn".substringAfter(":cluster/").replace('/', '-')

private fun aliased(info: Map<*, *>): Map<String, Any?> =
    info.entries.associate { (name, value) ->
        when (name) {
            "SourceKafkaClusterArn" -> "SourceKafkaClusterAlias" to aliasOf(value)
            "TargetKafkaClusterArn" -> "TargetKafkaClusterAlias" to aliasOf(value)
            else -> "$name" to value
        }
    }

private const val RUNNING = "RUNNING"
