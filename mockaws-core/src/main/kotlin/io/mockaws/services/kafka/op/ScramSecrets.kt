package io.mockaws.services.kafka.op

import io.mockaws.kit.Arn
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.cluster
import io.mockaws.services.kafka.cluster.put

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-scram-secrets.html */
internal fun batchAssociateScramSecret(
    request: Members,
    call: KafkaCall,
): Members =
    call.changeSecrets(request) { known, secret ->
        when {
            !isForMsk(secret) -> null to unprocessed(secret, "The secret name must begin with the prefix AmazonMSK_.")
            secret in known -> null to unprocessed(secret, "The secret is already associated with the cluster.")
            else -> known + secret to null
        }
    }

/** The same, undone. */
internal fun batchDisassociateScramSecret(
    request: Members,
    call: KafkaCall,
): Members =
    call.changeSecrets(request) { known, secret ->
        if (secret in
            known
        ) {
            known - secret to null
        } else {
            null to
                unprocessed(secret, "The secret is not associated with the cluster.")
        }
    }

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-scram-secrets.html#ListScramSecrets */
internal fun listScramSecrets(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val page = page(cluster.secrets, request, cluster.arn) { it }
    return mapOf("SecretArnList" to page.items, "NextToken" to page.nextToken)
}

private fun KafkaCall.changeSecrets(
    request: Members,
    change: (List<String>, String) -> Pair<List<String>?, Members?>,
): Members {
    val arn = request.needed("ClusterArn")
    val now = now()
    val problems = ArrayList<Members>()
    state.write {
        val cluster = cluster(arn, now)
        if (cluster.isServerless) throw KafkaFaults.notForServerless()
        var secrets = cluster.secrets
        for (secret in request.texts("SecretArnList")) {
            val (changed, problem) = change(secrets, secret)
            secrets = changed ?: secrets
            problem?.let { problems += it }
        }
        put(cluster.copy(secrets = secrets))
    }
    return mapOf("ClusterArn" to arn, "UnprocessedScramSecrets" to problems)
}

private fun isForMsk(arn: String) =
    Arn.parse(arn)?.let { it.service == "secretsmanager" && it.resource.startsWith("secret:AmazonMSK_") } == true

private fun unprocessed(
    secret: String,
    text: String,
): Members = mapOf("ErrorCode" to "InvalidSecretArn", "ErrorMessage" to text, "SecretArn" to secret)
