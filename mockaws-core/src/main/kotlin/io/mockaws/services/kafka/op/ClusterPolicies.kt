package io.mockaws.services.kafka.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.ClusterPolicy
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.cluster
import io.mockaws.services.kafka.cluster.newVersion
import io.mockaws.services.kafka.cluster.put
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-policy.html#PutClusterPolicy */
internal fun putClusterPolicy(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("ClusterArn")
    val text = request.needed("Policy")
    val now = call.now()
    val policy = ClusterPolicy(text, call.newVersion())
    call.state.write {
        val cluster = here(arn) { cluster(arn, now) }
        if (!isDocument(text)) throw KafkaFaults.invalid("The policy is not valid JSON.", "policy")
        val given = request.text("CurrentVersion")
        val there = cluster.policy?.version.orEmpty()
        if (!given.isNullOrEmpty() && given != there) throw KafkaFaults.policyVersion(there, given)
        put(cluster.copy(policy = policy))
    }
    return mapOf("CurrentVersion" to policy.version)
}

/** PutClusterPolicy has no NotFoundException. */
private fun here(
    arn: String,
    find: () -> Cluster,
): Cluster =
    try {
        find()
    } catch (_: AwsFault) {
        throw KafkaFaults.badCluster(arn)
    }

private fun isDocument(text: String): Boolean =
    try {
        Json.parseToJsonElement(text) is JsonObject
    } catch (_: SerializationException) {
        false
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-policy.html#GetClusterPolicy */
internal fun getClusterPolicy(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("ClusterArn")
    val policy = call.cluster(arn).policy ?: throw KafkaFaults.noCluster(arn)
    return mapOf("CurrentVersion" to policy.version, "Policy" to policy.text)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-policy.html#DeleteClusterPolicy */
internal fun deleteClusterPolicy(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("ClusterArn")
    val now = call.now()
    call.state.write {
        val cluster = cluster(arn, now)
        if (cluster.policy == null) throw KafkaFaults.noCluster(arn)
        put(cluster.copy(policy = null))
    }
    return emptyMap()
}
