package io.mockaws.services.kafka.op

import io.mockaws.kit.membersOf
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.Hosts
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.cluster
import io.mockaws.services.kafka.cluster.clusters

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn.html#DescribeCluster */
internal fun describeCluster(
    request: Members,
    call: KafkaCall,
): Members = mapOf("ClusterInfo" to call.infoOf(call.cluster(request.needed("ClusterArn"))))

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters-clusterarn.html#DescribeClusterV2 */
internal fun describeClusterV2(
    request: Members,
    call: KafkaCall,
): Members = mapOf("ClusterInfo" to call.infoV2(call.cluster(request.needed("ClusterArn"))))

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html#ListClusters */
internal fun listClusters(
    request: Members,
    call: KafkaCall,
): Members {
    val prefix = request.text("ClusterNameFilter").orEmpty()
    val found = call.state.now.clusters(call.now()).filter { !it.isServerless && it.name.startsWith(prefix) }
    val page = page(found, request, "v1", prefix) { it.arn }
    return mapOf("ClusterInfoList" to page.items.map { call.infoOf(it) }, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html#ListClustersV2 */
internal fun listClustersV2(
    request: Members,
    call: KafkaCall,
): Members {
    val prefix = request.text("ClusterNameFilter").orEmpty()
    val type = request.text("ClusterTypeFilter")
    val found =
        call.state.now.clusters(call.now()).filter {
            it.name.startsWith(prefix) && (type == null || typeOf(it) == type)
        }
    val page = page(found, request, "v2", prefix, type) { it.arn }
    return mapOf("ClusterInfoList" to page.items.map { call.infoV2(it) }, "NextToken" to page.nextToken)
}

/** What both versions of the API show of a cluster. */
private fun common(cluster: Cluster): Members =
    mapOf(
        "ActiveOperationArn" to cluster.busy?.operationArn,
        "ClusterArn" to cluster.arn,
        "ClusterName" to cluster.name,
        "CreationTime" to cluster.createdAt,
        "CurrentVersion" to cluster.version,
        "State" to cluster.state,
        "Tags" to cluster.tags,
    )

private fun KafkaCall.infoOf(cluster: Cluster): Members = common(cluster) + provisioned(cluster)

private fun KafkaCall.infoV2(cluster: Cluster): Members =
    common(cluster) + ("ClusterType" to typeOf(cluster)) +
        if (cluster.isServerless) {
            mapOf("Serverless" to membersOf(cluster.info))
        } else {
            mapOf("Provisioned" to provisioned(cluster))
        }

private fun KafkaCall.provisioned(cluster: Cluster): Members {
    val hosts = Hosts(cluster, region)
    return membersOf(cluster.info) - setOf("ConfigurationInfo", "KafkaVersion") +
        mapOf(
            "CurrentBrokerSoftwareInfo" to softwareOf(cluster),
            "CustomerActionStatus" to "NONE",
            "ZookeeperConnectString" to hosts.zookeeper(Hosts.ZOOKEEPER),
            "ZookeeperConnectStringTls" to hosts.zookeeper(Hosts.ZOOKEEPER_TLS),
        )
}

/** What runs on the brokers. */
internal fun softwareOf(cluster: Cluster): Members {
    val configuration = cluster.info.part("ConfigurationInfo")
    return mapOf(
        "KafkaVersion" to cluster.kafkaVersion,
        "ConfigurationArn" to configuration?.text("Arn"),
        "ConfigurationRevision" to configuration?.number("Revision")?.toLong(),
    ).filterValues { it != null }
}
