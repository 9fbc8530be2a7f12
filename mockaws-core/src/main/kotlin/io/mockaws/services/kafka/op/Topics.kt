package io.mockaws.services.kafka.op

import io.mockaws.kit.arn
import io.mockaws.services.kafka.broker.brokerOf
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.TOPICS
import io.mockaws.services.kafka.cluster.Topic
import io.mockaws.services.kafka.cluster.cluster
import java.util.Base64

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-topics.html */
internal fun listTopics(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val prefix = request.text("TopicNameFilter").orEmpty()
    val page =
        page(call.topicsOf(cluster).filter { it.name.startsWith(prefix) }, request, cluster.arn, prefix) { it.name }
    val shown = page.items.map { call.shown(it, cluster) + ("OutOfSyncReplicaCount" to 0) }
    return mapOf("Topics" to shown, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-topics-topicname.html */
internal fun describeTopic(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val topic = call.topic(cluster, request)
    val configs = topic.configs.entries.joinToString("\n") { (name, value) -> "$name=$value" }
    return call.shown(topic, cluster) +
        mapOf("Configs" to Base64.getEncoder().encodeToString(configs.encodeToByteArray()), "Status" to Cluster.ACTIVE)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-topics-topicname-partitions.html */
internal fun describeTopicPartitions(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val topic = call.topic(cluster, request)
    val page = page((0 until topic.partitions).toList(), request, cluster.arn, topic.name) { it.toString() }
    val brokers = maxOf(1, if (cluster.hasBroker) 1 else cluster.brokers)
    val shown =
        page.items.map { partition ->
            val replicas = (0 until topic.replication).map { (partition + it) % brokers + 1 }
            mapOf("Partition" to partition, "Leader" to replicas.first(), "Replicas" to replicas, "Isr" to replicas)
        }
    return mapOf("Partitions" to shown, "NextToken" to page.nextToken)
}

/** What the broker has; of a cluster without one, what the test has put there. */
internal fun KafkaCall.topicsOf(cluster: Cluster): List<Topic> {
    val broker = brokerOf(cluster)
    val all =
        broker?.topics()?.map { Topic(cluster.arn, it.name(), it.partitions(), 1, it.configs()) }
            ?: state.now[TOPICS].values.filter { it.clusterArn == cluster.arn }
    return all.sortedBy { it.name }
}

private fun KafkaCall.topic(
    cluster: Cluster,
    request: Members,
): Topic {
    val name = request.needed("TopicName")
    return topicsOf(cluster).find { it.name == name } ?: throw KafkaFaults.notFound(name, "topicName")
}

private fun KafkaCall.shown(
    topic: Topic,
    cluster: Cluster,
): Members =
    mapOf(
        "TopicArn" to arn("kafka", "topic/${cluster.arn.substringAfter(":cluster/")}/${topic.name}"),
        "TopicName" to topic.name,
        "ReplicationFactor" to topic.replication,
        "PartitionCount" to topic.partitions,
    )
