package io.mockaws.services.kms.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.kms.grant.Grant
import io.mockaws.services.kms.grant.GrantConstraints
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateGrantRequest(
    val keyId: String,
    val granteePrincipal: String,
    val retiringPrincipal: String? = null,
    val operations: List<String>,
    val constraints: GrantConstraints? = null,
    val grantTokens: List<String> = emptyList(),
    val name: String? = null,
    val dryRun: Boolean = false,
)

@Serializable
internal data class CreateGrantResponse(
    val grantToken: String,
    val grantId: String,
)

private const val ID = 64
private const val TOKEN = 160
private const val TOKEN_PREFIX = "AQpA"
private val token = Regex("$TOKEN_PREFIX[0-9A-Za-z]{$TOKEN}")

/**
 * The same grant by the same name is made once, and told again with another token.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
internal fun createGrant(
    request: CreateGrantRequest,
    call: CallContext<KmsState>,
): CreateGrantResponse {
    checkGrantTokens(request.grantTokens)
    val found = call.findById(request.keyId)
    val key = found.key
    key.checkUsable()
    checkOperations(request, key)
    endDryRun(request.dryRun)
    val token = TOKEN_PREFIX + call.ids.alphanumeric(TOKEN)
    return found.home.state.write {
        val same = request.name?.let {
            this[KmsState.GRANTS].values.firstOrNull { grant -> grant.isMadeBy(request, key) }
        }
        val grant =
            same ?: Grant(
                id = call.ids.hex(ID),
                tokens = emptyList(),
                keyId = key.id,
                createdAt = call.now(),
                granteePrincipal = request.granteePrincipal,
                retiringPrincipal = request.retiringPrincipal,
                issuingAccount = "arn:${Arn.partitionOf(call.region)}:iam::${call.account}:root",
                operations = request.operations,
                constraints = request.constraints,
                name = request.name,
            )
        this[KmsState.GRANTS, grant.id] = grant.copy(tokens = grant.tokens + token)
        CreateGrantResponse(token, grant.id)
    }
}

private fun Grant.isMadeBy(
    request: CreateGrantRequest,
    key: Key,
) = name == request.name && keyId == key.id && granteePrincipal == request.granteePrincipal &&
    retiringPrincipal == request.retiringPrincipal && operations == request.operations &&
    constraints == request.constraints

/** https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#grant-concepts, "Grant operations" */
private fun checkOperations(
    request: CreateGrantRequest,
    key: Key,
) {
    val possible = MANAGING + operationsOf(key)
    val wrong = request.operations.filter { it !in possible }
    if (wrong.isNotEmpty()) {
        throw KmsFaults.validation(
            "Grant operations $wrong are not valid for a key of spec ${key.spec} and usage ${key.usage}."
        )
    }
    if (request.constraints != null && key.spec != KeySpec.SYMMETRIC_DEFAULT) {
        throw KmsFaults.validation(
            "Encryption context grant constraints are valid only with symmetric encryption KMS keys."
        )
    }
}

private val MANAGING = setOf("CreateGrant", "RetireGrant", "DescribeKey")
private val ENCRYPTING = setOf("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo")
private val MAKING =
    setOf(
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
    )

private fun operationsOf(key: Key): Set<String> =
    when {
        key.spec == KeySpec.SYMMETRIC_DEFAULT -> ENCRYPTING + MAKING
        key.usage == KeyUsage.ENCRYPT_DECRYPT -> ENCRYPTING + "GetPublicKey"
        key.usage == KeyUsage.SIGN_VERIFY -> setOf("Sign", "Verify", "GetPublicKey")
        key.usage == KeyUsage.KEY_AGREEMENT -> setOf("DeriveSharedSecret", "GetPublicKey")
        else -> setOf("GenerateMac", "VerifyMac")
    }

/** Refuses what KMS never gave as a token of a grant. */
internal fun checkGrantTokens(tokens: List<String>) {
    if (tokens.any { !token.matches(it) }) throw AwsFault("InvalidGrantTokenException", "Invalid grant token.")
}
