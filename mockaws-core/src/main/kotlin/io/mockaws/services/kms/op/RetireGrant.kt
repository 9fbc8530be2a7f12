package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable

@Serializable
internal data class RetireGrantRequest(
    val grantToken: String? = null,
    val keyId: String? = null,
    val grantId: String? = null,
    val dryRun: Boolean = false,
)

@Serializable
internal data class RevokeGrantRequest(
    val keyId: String,
    val grantId: String,
    val dryRun: Boolean = false,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
internal fun retireGrant(
    request: RetireGrantRequest,
    call: CallContext<KmsState>,
) {
    val token = request.grantToken
    if (token != null) {
        checkGrantTokens(listOf(token))
        val (home, grant) =
            call.everywhere().filter { it.region == call.region }.firstNotNullOfOrNull { home ->
                home.state.grants.values.firstOrNull { token in it.tokens }?.let { home to it }
            } ?: throw KmsFaults.invalidGrantId()
        endDryRun(request.dryRun)
        home.state.write { remove(KmsState.GRANTS, grant.id) }
    } else {
        if (request.keyId == null || request.grantId == null) {
            throw KmsFaults.validation("Grant token OR (grant ID, key ID) must be specified")
        }
        call.removeGrant(request.keyId, request.grantId, request.dryRun)
    }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
internal fun revokeGrant(
    request: RevokeGrantRequest,
    call: CallContext<KmsState>,
) = call.removeGrant(request.keyId, request.grantId, request.dryRun)

private fun CallContext<KmsState>.removeGrant(
    keyId: String,
    grantId: String,
    isDryRun: Boolean,
) {
    val found = findById(keyId)
    if (found.home.state.grants[grantId]?.keyId != found.key.id) throw KmsFaults.invalidGrantId()
    endDryRun(isDryRun)
    found.home.state.write { remove(KmsState.GRANTS, grantId) }
}
