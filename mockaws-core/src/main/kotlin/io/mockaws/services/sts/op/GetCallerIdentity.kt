package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.AccessKeyIds
import io.mockaws.services.sts.session.SESSION
import io.mockaws.services.sts.session.StsState
import kotlinx.serialization.Serializable

@Serializable
internal data class GetCallerIdentityResponse(
    val userId: String,
    val account: String,
    val arn: String,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
@Suppress("UNUSED_PARAMETER")
internal fun getCallerIdentity(
    request: Unit,
    call: CallContext<StsState>,
): GetCallerIdentityResponse = call.caller.let { GetCallerIdentityResponse(it.userId, it.account, it.arn) }

@Serializable
internal data class GetAccessKeyInfoRequest(
    val accessKeyId: String? = null,
)

@Serializable
internal data class GetAccessKeyInfoResponse(
    val account: String,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
internal fun getAccessKeyInfo(
    request: GetAccessKeyInfoRequest,
    call: CallContext<StsState>,
): GetAccessKeyInfoResponse {
    val key = request.accessKeyId!!
    val account = call.state.now[SESSION][key]?.account ?: AccessKeyIds.accountOf(key) ?: call.account
    return GetAccessKeyInfoResponse(account)
}
