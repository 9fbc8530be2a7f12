package io.mockaws.services.secretsmanager.secret

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables

/** The context that works on secrets. */
internal typealias SecretsCall = CallContext<SecretsManagerState>

/**
 * Where a `SecretId` leads: a name, an ARN, or an ARN without the six characters at its end.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
internal class SecretAddress(
    /** Where the secret lies, which may be in another account. */
    val call: SecretsCall,
    private val id: String,
    private val arn: Arn?,
) {
    /** The secret that it leads to in [tables]; null for none, one whose time is up too. */
    fun of(tables: Tables): Secret? = found(tables)?.takeUnless { it.deletion != null && it.deletion.at <= call.now() }

    private fun found(tables: Tables): Secret? {
        if (arn == null) return tables.secrets[id]
        val rest = arn.resource.removePrefix(RESOURCE)
        val whole = tables.secrets[rest.dropLast(SUFFIX)]
        if (whole?.arn == id) return whole
        // AWS takes what ends like a whole ARN for one.
        return if (suffix.containsMatchIn(rest)) null else tables.secrets[rest]
    }

    /** The secret as it is now. */
    fun get(): Secret = of(call.state.now) ?: throw SecretsManagerFaults.notFound()

    /** Puts what [change] makes of the secret in its place, here and in the regions that have replicas of it. */
    fun change(change: (Secret) -> Secret): Secret = call.change(::of, change)

    companion object {
        private const val RESOURCE = "secret:"
        private const val SUFFIX = 7
        private val suffix = Regex("-[A-Za-z0-9]{6}$")
        private val name = Regex("[A-Za-z0-9/_+=.@!-]+")

        fun of(
            id: String,
            call: SecretsCall,
        ): SecretAddress {
            val arn = Arn.parse(id)
            if (arn == null || arn.service != "secretsmanager") {
                if (!name.matches(id)) throw SecretsManagerFaults.invalidName()
                return SecretAddress(call, id, null)
            }
            if (arn.region != call.region || !arn.resource.startsWith(RESOURCE)) throw SecretsManagerFaults.notFound()
            return SecretAddress(call.at(Place(arn.account, arn.region)), id, arn)
        }

        fun isName(text: String): Boolean = name.matches(text)
    }
}

/** Where [id] leads. */
internal fun SecretsCall.secret(id: String): SecretAddress = SecretAddress.of(id, this)

/** Where [id] leads, to a secret that can be changed. */
internal fun SecretsCall.changeable(id: String): SecretAddress =
    secret(id).also { address ->
        val secret = address.get()
        if (secret.isReplica) throw SecretsManagerFaults.onReplica()
        if (secret.deletion != null) throw SecretsManagerFaults.markedForDeletion()
    }

private fun SecretsCall.change(
    find: (Tables) -> Secret?,
    change: (Secret) -> Secret,
): Secret {
    val changed = state.write { find(this)?.let(change)?.also { put(it) } ?: throw SecretsManagerFaults.notFound() }
    if (changed.replicas.isNotEmpty()) copyTo(changed)
    return changed
}

/** Brings the replicas of [primary] up to it. */
private fun SecretsCall.copyTo(primary: Secret) {
    for (replica in primary.replicas.filter { it.failure == null }) {
        at(Place(account, replica.region)).state.write { putReplica(primary, replica) }
    }
}

/** Puts [primary]'s copy of one region in place; what only the region knows stays. */
internal fun TableWriter.putReplica(
    primary: Secret,
    replica: Replica,
) {
    val before = secrets[primary.name]?.takeIf { it.isReplica }
    val accessed = before?.versions.orEmpty().associate { it.id to it.lastAccessedAt }
    put(
        primary.copy(
            arn = Arn.parse(primary.arn)!!.copy(region = replica.region).toString(),
            kmsKeyId = replica.kmsKeyId,
            versions = primary.versions.map { it.copy(lastAccessedAt = accessed[it.id], kmsKeyId = replica.kmsKeyId) },
            lastAccessedAt = before?.lastAccessedAt,
            rotation = primary.rotation?.copy(next = null, events = emptyList()),
            replicas = emptyList(),
            isReplica = true,
        ),
    )
}
