package io.mockaws.services.kms.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.keys.KeyName
import io.mockaws.kit.Arn
import io.mockaws.services.kms.key.Alias
import io.mockaws.services.kms.state.FoundKey
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.aliasArn
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.find
import io.mockaws.services.kms.state.keyOrNull
import kotlinx.serialization.Serializable

@Serializable
internal data class AliasTargetRequest(
    val aliasName: String,
    val targetKeyId: String,
)

@Serializable
internal data class DeleteAliasRequest(
    val aliasName: String,
)

/** How many aliases a key has at most: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
private const val ALIASES_PER_KEY = 50

private val aliasName = Regex("alias/[a-zA-Z0-9/_-]+")

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
internal fun createAlias(
    request: AliasTargetRequest,
    call: CallContext<KmsState>,
) {
    checkAliasName(request.aliasName)
    val found = call.target(request.targetKeyId)
    found.checkOwnKey(call, "CreateAlias")
    found.key.checkNotPendingDeletion()
    val arn = call.aliasArn(request.aliasName)
    call.state.aliases[request.aliasName]?.let { call.keyOrNull(it.keyId) }
    call.state.write {
        val aliases = this[KmsState.ALIASES]
        if (request.aliasName in aliases) throw KmsFaults.alreadyExists("An alias with the name $arn already exists")
        if (aliases.values.count { it.keyId == found.key.id } >= ALIASES_PER_KEY) {
            throw KmsFaults.limitExceeded("The key ${found.key.arn} has $ALIASES_PER_KEY aliases already.")
        }
        val now = call.now()
        this[KmsState.ALIASES, request.aliasName] = Alias(request.aliasName, arn, found.key.id, now, now)
    }
}

/**
 * The new key has to be of the same kind and for the same as the one before.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
 */
internal fun updateAlias(
    request: AliasTargetRequest,
    call: CallContext<KmsState>,
) {
    checkAliasName(request.aliasName)
    val found = call.target(request.targetKeyId)
    found.checkOwnKey(call, "UpdateAlias")
    found.key.checkNotPendingDeletion()
    val before = call.existing(request.aliasName)
    call.keyOrNull(before.keyId)?.let { old ->
        val isSameKind = old.spec.isAsymmetric == found.key.spec.isAsymmetric && old.usage == found.key.usage
        if (!isSameKind) {
            throw KmsFaults.validation(
                "The current and the new KMS key of an alias must be of the same type and key usage."
            )
        }
    }
    call.state.write {
        this[KmsState.ALIASES, before.name] = before.copy(keyId = found.key.id, updatedAt = call.now())
    }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
internal fun deleteAlias(
    request: DeleteAliasRequest,
    call: CallContext<KmsState>,
) {
    checkAliasName(request.aliasName)
    val alias = call.existing(request.aliasName)
    call.state.write { remove(KmsState.ALIASES, alias.name) }
}

private fun CallContext<KmsState>.existing(name: String): Alias =
    state.aliases[name]?.takeIf { keyOrNull(it.keyId) != null } ?: throw KmsFaults.noSuchAlias(aliasArn(name))

/** Refuses what no alias of somebody's own can be called. */
internal fun checkAliasName(name: String) {
    when {
        !name.startsWith(KeyName.ALIAS) ->
            throw KmsFaults.validation(
                "Alias must start with the prefix \"alias/\". Please see " +
                    "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html",
            )

        name.startsWith(KeyName.AWS_ALIAS) -> throw AwsFault("NotAuthorizedException", "")

        !aliasName.matches(name) -> throw KmsFaults.validation("$name contains invalid characters for an alias")
    }
}

/** A key of this place, by id or ARN. */
private fun CallContext<KmsState>.target(name: String): FoundKey {
    val resource = Arn.parse(name)?.resource ?: name
    if (resource.startsWith(KeyName.ALIAS)) throw KmsFaults.validation("Aliases must refer to keys. Not aliases")
    return find(name).also { if (it.home.account != account) throw KmsFaults.noSuchKey(it.key.arn) }
}
