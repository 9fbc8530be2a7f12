package io.mockaws.services.sts.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.sts.session.StsState
import kotlinx.serialization.Serializable

@Serializable
internal data class DecodeAuthorizationMessageRequest(
    val encodedMessage: String? = null,
)

@Serializable
internal data class DecodeAuthorizationMessageResponse(
    val decodedMessage: String,
)

/**
 * No call is refused by a policy here, so there is no message that could be decoded.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
@Suppress("UNUSED_PARAMETER")
internal fun decodeAuthorizationMessage(
    request: DecodeAuthorizationMessageRequest,
    call: CallContext<StsState>,
): DecodeAuthorizationMessageResponse =
    throw AwsFault("InvalidAuthorizationMessageException", "Message is not valid")

@Serializable
internal data class GetWebIdentityTokenRequest(
    val audience: List<String>? = null,
    val signingAlgorithm: String? = null,
)

@Serializable
internal data class GetWebIdentityTokenResponse(
    val webIdentityToken: String,
)

/**
 * An account has outbound federation switched off until somebody switches it on in IAM, which is not done here.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
@Suppress("UNUSED_PARAMETER")
internal fun getWebIdentityToken(
    request: GetWebIdentityTokenRequest,
    call: CallContext<StsState>,
): GetWebIdentityTokenResponse =
    throw AwsFault(
        "OutboundWebIdentityFederationDisabledException",
        "Outbound web identity federation is not enabled for this account"
    )
