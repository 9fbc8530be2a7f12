package io.mockaws.services.kafka.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.text
import io.mockaws.services.kafka.broker.brokerOf
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.Hosts
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.KafkaVersions
import io.mockaws.services.kafka.cluster.cluster

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-nodes.html */
internal fun listNodes(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    if (cluster.isServerless) throw KafkaFaults.notForServerless()
    val page = page((1..cluster.brokers).toList(), request, cluster.arn) { it.toString() }
    return mapOf("NodeInfoList" to page.items.map { call.node(cluster, it) }, "NextToken" to page.nextToken)
}

private fun KafkaCall.node(
    cluster: Cluster,
    id: Int,
): Members =
    mapOf(
        "AddedToClusterTime" to cluster.createdAt.toString(),
        "BrokerNodeInfo" to
            mapOf(
                "BrokerId" to id.toDouble(),
                "ClientSubnet" to cluster.subnets[(id - 1) % cluster.subnets.size],
                "CurrentBrokerSoftwareInfo" to softwareOf(cluster),
                "Endpoints" to listOf(Hosts(cluster, region).broker(id)),
            ),
        "InstanceType" to cluster.nodes?.text("InstanceType")?.removePrefix("kafka."),
        "NodeARN" to "${cluster.arn.replace(":cluster/", ":broker/")}/$id",
        "NodeType" to "BROKER",
    )

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-bootstrap-brokers.html */
internal fun getBootstrapBrokers(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("ClusterArn")
    val cluster =
        try {
            call.cluster(arn)
        } catch (_: AwsFault) {
            throw KafkaFaults.badCluster(arn)
        }
    val broker = call.brokerOf(cluster) ?: return Hosts(cluster, call.region).bootstrap()
    return mapOf("BootstrapBrokerString" to broker.bootstrapServers())
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/kafka-versions.html */
internal fun listKafkaVersions(
    request: Members,
    @Suppress("UNUSED_PARAMETER") call: KafkaCall,
): Members {
    val page = page(KafkaVersions.all, request, "versions") { it }
    val shown = page.items.map { mapOf("Version" to it, "Status" to KafkaVersions.statusOf(it)) }
    return mapOf("KafkaVersions" to shown, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/compatible-kafka-versions.html */
internal fun getCompatibleKafkaVersions(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.text("ClusterArn")
    val sources = if (arn == null) KafkaVersions.all else listOfNotNull(call.cluster(arn).kafkaVersion)
    val shown = sources.map { mapOf("SourceVersion" to it, "TargetVersions" to KafkaVersions.after(it)) }
    return mapOf("CompatibleKafkaVersions" to shown)
}
