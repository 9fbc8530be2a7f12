package io.mockaws.services.kafka.op

import io.mockaws.kit.membersOf
import io.mockaws.services.kafka.broker.Brokers
import io.mockaws.services.kafka.cluster.CLUSTERS
import io.mockaws.services.kafka.cluster.ClusterOperation
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.OPERATIONS
import io.mockaws.services.kafka.cluster.TOPICS
import io.mockaws.services.kafka.cluster.cluster
import kotlinx.serialization.json.JsonObject

/** https://docs.aws.amazon.com/msk/1.0/apireference/operations-clusteroperationarn.html */
internal fun describeClusterOperation(
    request: Members,
    call: KafkaCall,
): Members = mapOf("ClusterOperationInfo" to call.shown(call.operation(request)))

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-operations-clusteroperationarn.html */
internal fun describeClusterOperationV2(
    request: Members,
    call: KafkaCall,
): Members {
    val operation = call.operation(request)
    val provisioned =
        mapOf("SourceClusterInfo" to infoOf(operation.source), "TargetClusterInfo" to infoOf(operation.target))
    return mapOf("ClusterOperationInfo" to call.summary(operation) + ("Provisioned" to provisioned))
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-operations.html */
internal fun listClusterOperations(
    request: Members,
    call: KafkaCall,
): Members = call.operations(request) { shown(it) }

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters-clusterarn-operations.html */
internal fun listClusterOperationsV2(
    request: Members,
    call: KafkaCall,
): Members = call.operations(request) { summary(it) }

private fun KafkaCall.operations(
    request: Members,
    shown: KafkaCall.(ClusterOperation) -> Members,
): Members {
    val cluster = cluster(request.needed("ClusterArn"))
    val all =
        state.now[OPERATIONS].values.filter { it.clusterArn == cluster.arn }
            .sortedWith(compareByDescending<ClusterOperation> { it.startedAt }.thenBy { it.arn })
    val page = page(all, request, cluster.arn) { it.arn }
    return mapOf("ClusterOperationInfoList" to page.items.map { shown(it) }, "NextToken" to page.nextToken)
}

private fun KafkaCall.operation(request: Members): ClusterOperation {
    val arn = request.needed("ClusterOperationArn")
    return state.now[OPERATIONS][arn] ?: throw KafkaFaults.notFound(arn, "clusterOperationArn")
}

private fun KafkaCall.shown(operation: ClusterOperation): Members =
    mapOf(
        "ClusterArn" to operation.clusterArn,
        "CreationTime" to operation.startedAt,
        "EndTime" to operation.endsAt.takeIf { it <= now() },
        "OperationArn" to operation.arn,
        "OperationState" to operation.stateAt(now()),
        "OperationType" to operation.type,
        "SourceClusterInfo" to infoOf(operation.source),
        "TargetClusterInfo" to infoOf(operation.target),
    )

private fun KafkaCall.summary(operation: ClusterOperation): Members =
    mapOf(
        "ClusterArn" to operation.clusterArn,
        "ClusterType" to if (operation.isServerless) "SERVERLESS" else "PROVISIONED",
        "StartTime" to operation.startedAt,
        "EndTime" to operation.endsAt.takeIf { it <= now() },
        "OperationArn" to operation.arn,
        "OperationState" to operation.stateAt(now()),
        "OperationType" to operation.type,
    )

/** Revisions are long numbers. */
private fun infoOf(kept: JsonObject): Members {
    val members = membersOf(kept)
    val configuration = members["ConfigurationInfo"] as? Map<*, *> ?: return members
    return members +
        ("ConfigurationInfo" to configuration + ("Revision" to (configuration["Revision"] as? Number)?.toLong()))
}

/** Removes clusters that are deleted by now, with what belongs to them, so that nothing grows for ever. */
internal fun KafkaCall.forget() {
    val now = now()
    val gone = state.now[CLUSTERS].values.filter { it.at(now) == null }.mapTo(HashSet()) { it.arn }
    if (gone.isEmpty()) return
    state.write {
        gone.forEach { remove(CLUSTERS, it) }
        this[OPERATIONS].values.filter { it.clusterArn in gone }.forEach { remove(OPERATIONS, it.arn) }
        this[TOPICS].filterValues { it.clusterArn in gone }.keys.forEach { remove(TOPICS, it) }
    }
    gone.forEach { Brokers.of(world).stop(it) }
}
