package io.mockaws.services.secretsmanager.op

import io.mockaws.engine.Place
import io.mockaws.services.secretsmanager.secret.Replica
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.services.secretsmanager.secret.put
import io.mockaws.services.secretsmanager.secret.putReplica
import io.mockaws.services.secretsmanager.secret.remove
import io.mockaws.services.secretsmanager.secret.secret
import io.mockaws.services.secretsmanager.secret.secrets
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ReplicaRegionType(
    val region: String? = null,
    val kmsKeyId: String? = null,
)

@Serializable
internal data class ReplicationStatusType(
    val region: String,
    val kmsKeyId: String,
    val status: String,
    val statusMessage: String,
    val lastAccessedDate: Instant? = null,
)

@Serializable
internal data class ReplicateSecretToRegionsRequest(
    val secretId: String,
    val addReplicaRegions: List<ReplicaRegionType>,
    val forceOverwriteReplicaSecret: Boolean = false,
)

@Serializable
internal data class RemoveRegionsFromReplicationRequest(
    val secretId: String,
    val removeReplicaRegions: List<String>,
)

@Serializable
internal data class ReplicationResponse(
    val arn: String,
    val replicationStatus: List<ReplicationStatusType>,
)

@Serializable
internal data class StopReplicationToReplicaRequest(
    val secretId: String,
)

@Serializable
internal data class StopReplicationToReplicaResponse(
    val arn: String,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
internal fun replicateSecretToRegions(
    request: ReplicateSecretToRegionsRequest,
    call: SecretsCall,
): ReplicationResponse {
    val address = call.changeable(request.secretId)
    checkReplicaRegions(request.addReplicaRegions, call)
    val secret =
        address.call.replicate(address.get(), request.addReplicaRegions, request.forceOverwriteReplicaSecret)
    return ReplicationResponse(secret.arn, secret.replicationStatus().orEmpty())
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html */
internal fun removeRegionsFromReplication(
    request: RemoveRegionsFromReplicationRequest,
    call: SecretsCall,
): ReplicationResponse {
    val address = call.changeable(request.secretId)
    val known = address.get().replicas
    for (replica in known.filter { it.region in request.removeReplicaRegions && it.failure == null }) {
        address.call.at(Place(address.call.account, replica.region)).state.write {
            secrets[address.get().name]?.takeIf { it.isReplica }?.let { remove(it) }
        }
    }
    val secret =
        address.change { before ->
            val left = before.replicas.filter { it.region !in request.removeReplicaRegions }
            before.copy(replicas = left, primaryRegion = before.primaryRegion?.takeIf { left.isNotEmpty() })
        }
    return ReplicationResponse(secret.arn, secret.replicationStatus().orEmpty())
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html */
internal fun stopReplicationToReplica(
    request: StopReplicationToReplicaRequest,
    call: SecretsCall,
): StopReplicationToReplicaResponse {
    val replica = call.secret(request.secretId).get()
    if (!replica.isReplica) {
        throw SecretsManagerFaults.invalidRequest("The secret is not a replica, so its replication can't be stopped.")
    }
    val primary = call.at(Place(call.account, replica.primaryRegion!!))
    primary.secret(replica.name).change { before ->
        val left = before.replicas.filter { it.region != call.region }
        before.copy(replicas = left, primaryRegion = before.primaryRegion?.takeIf { left.isNotEmpty() })
    }
    call.state.write {
        put(replica.copy(isReplica = false, primaryRegion = null, rotation = null, lastChangedAt = call.now()))
    }
    return StopReplicationToReplicaResponse(replica.arn)
}

internal fun checkReplicaRegions(
    regions: List<ReplicaRegionType>,
    call: SecretsCall,
) {
    for (replica in regions) {
        if (replica.region == null || replica.region == call.region) {
            throw SecretsManagerFaults.invalidParameter("Invalid replica region.")
        }
        call.at(Place(call.account, replica.region)).checkKey(replica.kmsKeyId)
    }
}

/** Copies [secret] into [regions]; where there is one of its name already, only when that may be [overwritten][force]. */
internal fun SecretsCall.replicate(
    secret: Secret,
    regions: List<ReplicaRegionType>,
    force: Boolean,
): Secret {
    val primary = secret.copy(primaryRegion = region)
    val replicas =
        regions.map { wanted ->
            val replica = Replica(wanted.region!!, wanted.kmsKeyId)
            at(Place(account, replica.region)).state.write {
                val other = secrets[secret.name]?.takeUnless { it.isReplica && it.primaryRegion == region }
                if (other != null && !force) {
                    val name = secret.name
                    return@write replica.copy(
                        failure = "Replication failed: Secret name $name already exists in region ${replica.region}.",
                    )
                }
                putReplica(primary, replica)
                replica
            }
        }
    val added = replicas.map { it.region }.toSet()
    return secret(secret.arn).change { before ->
        before.copy(replicas = before.replicas.filter { it.region !in added } + replicas, primaryRegion = region)
    }
}

internal fun Secret.replicationStatus(): List<ReplicationStatusType>? =
    replicas.map {
        ReplicationStatusType(
            it.region,
            it.kmsKeyId ?: "alias/aws/secretsmanager",
            if (it.failure == null) "InSync" else "Failed",
            it.failure ?: "Replication succeeded",
        )
    }.ifEmpty { null }
