package io.mockaws.services.kms

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.services.kms.grant.Grant
import io.mockaws.services.kms.grant.GrantConstraints
import io.mockaws.services.kms.key.Ciphertext
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.find
import io.mockaws.services.kms.state.keyOrNull
import io.mockaws.wire.Blob

/**
 * Key policies, without which nobody may do anything, and grants.
 * https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html
 */
internal object KmsAccess : ServiceAccess<KmsState>() {
    private const val ENCRYPTION_CONTEXT = "kms:encryptioncontext:"
    private const val SERVICE = "kms:"

    override fun arn(
        kind: String,
        value: Any,
        call: CallContext<KmsState>,
    ): String? =
        try {
            when (kind) {
                "key" -> call.find("$value").key.arn

                "blob" -> Ciphertext.read((value as Blob).bytes)?.let { call.find(it.keyId).key.arn }

                "grant" -> call.state.grants.values.firstOrNull {
                    value in it.tokens
                }?.let { call.find(it.keyId).key.arn }

                else -> null
            }
        } catch (_: AwsFault) {
            null
        }

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<KmsState>,
    ): ResourceSide {
        val key = keyAt(need.resource, call) ?: return NOTHING
        val account = Arn.parse(key.arn)!!.account
        val grant = grantFor(need, principal, keys, key, call)
        return ResourceSide(
            account,
            policy("the key policy", key.policy),
            isRequired = true,
            grant = grant?.let { "grant ${it.id}" },
        )
    }

    private fun keyAt(
        arn: String,
        call: CallContext<KmsState>,
    ): Key? {
        val parsed = Arn.parse(arn)?.takeIf { it.resource.startsWith(KEY) } ?: return null
        return call.at(parsed.place).keyOrNull(parsed.resource.removePrefix(KEY))
    }

    private fun grantFor(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        key: Key,
        call: CallContext<KmsState>,
    ): Grant? {
        val action = need.action.removePrefix(SERVICE)
        return call.at(Arn.parse(key.arn)!!.place).state.grants.values.firstOrNull { grant ->
            grant.keyId == key.id && allows(grant, action, principal) && fits(grant.constraints, keys)
        }
    }

    /** https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html: who retires it needs no leave beside it. */
    private fun allows(
        grant: Grant,
        action: String,
        principal: Principal,
    ): Boolean {
        val isGrantee = isCalled(principal, grant.granteePrincipal)
        if (action == "RetireGrant" && isCalled(principal, grant.retiringPrincipal)) return true
        return isGrantee && action in grant.operations
    }

    private fun isCalled(
        principal: Principal,
        name: String?,
    ) = name == principal.arn || name == principal.issuer || (name != null && name == principal.service)

    private fun fits(
        constraints: GrantConstraints?,
        keys: ConditionKeys,
    ): Boolean {
        val equals = constraints?.encryptionContextEquals
        val subset = constraints?.encryptionContextSubset
        val wanted = equals ?: subset ?: return true
        val isThere = wanted.all { (name, value) ->
            keys.values(ENCRYPTION_CONTEXT + name.lowercase())?.singleOrNull() == value
        }
        val size = keys.values("kms:encryptioncontextkeys").orEmpty().size
        return isThere && (equals == null || size == wanted.size)
    }

    override fun tags(
        arn: String,
        call: CallContext<KmsState>,
    ): Map<String, String>? = keyAt(arn, call)?.tags

    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<KmsState>,
    ): List<String>? =
        when (key) {
            "kms:calleraccount" -> listOf(call.account)
            "kms:resourcealiases" -> aliases(need.resource, call)
            "kms:grantisforawsresource" -> listOf("false")
            else -> null
        }

    private fun aliases(
        arn: String,
        call: CallContext<KmsState>,
    ): List<String>? {
        val key = keyAt(arn, call) ?: return null
        return call.at(Arn.parse(key.arn)!!.place).state.aliases.values.filter { it.keyId == key.id }.map { it.name }
            .ifEmpty { null }
    }

    private const val KEY = "key/"
}
