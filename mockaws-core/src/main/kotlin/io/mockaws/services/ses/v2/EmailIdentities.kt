package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.identity.allIdentities
import io.mockaws.services.ses.identity.dkimTokens
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.identity.makeIdentity
import io.mockaws.services.ses.identity.removeIdentity
import io.mockaws.services.ses.shape.Tag
import io.mockaws.services.ses.shape.toTags
import io.mockaws.services.ses.state.Identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateEmailIdentityRequest(
    val emailIdentity: String,
    val tags: List<Tag> = emptyList(),
    val dkimSigningAttributes: DkimSigningAttributes? = null,
    val configurationSetName: String? = null,
)

@Serializable
internal data class DkimSigningAttributes(
    val domainSigningSelector: String? = null,
    val domainSigningPrivateKey: String? = null,
    val nextSigningKeyLength: String? = null,
    val domainSigningAttributesOrigin: String? = null,
)

@Serializable
internal data class CreateEmailIdentityResponse(
    val identityType: String,
    val verifiedForSendingStatus: Boolean,
    val dkimAttributes: DkimAttributes,
)

@Serializable
internal data class DkimAttributes(
    val signingEnabled: Boolean,
    val status: String,
    val tokens: List<String>,
    val signingAttributesOrigin: String,
    val nextSigningKeyLength: String?,
    val currentSigningKeyLength: String?,
    val lastKeyGenerationTimestamp: Instant?,
)

@Serializable
internal data class EmailIdentityRequest(
    val emailIdentity: String,
)

@Serializable
internal data class GetEmailIdentityResponse(
    val identityType: String,
    val feedbackForwardingStatus: Boolean,
    val verifiedForSendingStatus: Boolean,
    val dkimAttributes: DkimAttributes,
    val mailFromAttributes: MailFromAttributes,
    val policies: Map<String, String>,
    val tags: List<Tag>,
    val configurationSetName: String?,
    val verificationStatus: String,
    val verificationInfo: VerificationInfo?,
)

@Serializable
internal data class MailFromAttributes(
    val mailFromDomain: String?,
    val mailFromDomainStatus: String?,
    val behaviorOnMxFailure: String,
)

@Serializable
internal data class VerificationInfo(
    val lastCheckedTimestamp: Instant,
    val lastSuccessTimestamp: Instant,
)

@Serializable
internal data class PagedRequest(
    val nextToken: String? = null,
    val pageSize: Int? = null,
)

@Serializable
internal data class ListEmailIdentitiesResponse(
    val emailIdentities: List<IdentityInfo>,
    val nextToken: String?,
)

@Serializable
internal data class IdentityInfo(
    val identityType: String,
    val identityName: String,
    val sendingEnabled: Boolean,
    val verificationStatus: String,
)

private const val PAGE = 1000

private val Identity.type get() = if (isDomain) "DOMAIN" else "EMAIL_ADDRESS"

private val Identity.status get() = if (isVerified) "SUCCESS" else "PENDING"

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
internal fun createEmailIdentity(
    request: CreateEmailIdentityRequest,
    call: SesCall,
): CreateEmailIdentityResponse {
    val name = request.emailIdentity
    if (call.identity(name) != null) {
        throw AwsFault("AlreadyExistsException", "Email identity $name already exist.")
    }
    request.configurationSetName?.let { call.configurationSet(it, SesApi.V2) }
    val dkim = request.dkimSigningAttributes
    val identity =
        call.makeIdentity(name, SesApi.V2) {
            it.copy(
                dkimTokens = if (it.isDomain) tokensOf(dkim, call) else emptyList(),
                isDkimEnabled = it.isDomain,
                dkimOrigin = originOf(dkim),
                dkimKeyLength = dkim?.nextSigningKeyLength ?: it.dkimKeyLength,
                configurationSet = request.configurationSetName,
                tags = request.tags.associate { tag -> tag.key to tag.value },
            )
        }
    return CreateEmailIdentityResponse(identity.type, identity.isVerified, dkimOf(identity))
}

internal fun originOf(dkim: DkimSigningAttributes?): String =
    dkim?.domainSigningAttributesOrigin ?: if (dkim?.domainSigningPrivateKey != null) "EXTERNAL" else "AWS_SES"

/** A key that was brought along is under one name: its selector. */
internal fun tokensOf(
    dkim: DkimSigningAttributes?,
    call: SesCall,
): List<String> = dkim?.domainSigningSelector?.let { listOf(it) } ?: call.dkimTokens()

private fun dkimOf(identity: Identity): DkimAttributes {
    val length = identity.dkimKeyLength.takeIf { identity.dkimOrigin != "EXTERNAL" && identity.isDomain }
    return DkimAttributes(
        identity.isDkimEnabled,
        if (identity.dkimTokens.isEmpty()) "NOT_STARTED" else identity.status,
        identity.dkimTokens,
        identity.dkimOrigin,
        length,
        length,
        length?.let { identity.createdAt },
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
internal fun getEmailIdentity(
    request: EmailIdentityRequest,
    call: SesCall,
): GetEmailIdentityResponse {
    val identity = call.identity(request.emailIdentity) ?: throw SesApi.V2.noIdentity(request.emailIdentity)
    return GetEmailIdentityResponse(
        identity.type,
        identity.forwardsFeedback,
        identity.isVerified,
        dkimOf(identity),
        MailFromAttributes(identity.mailFromDomain, identity.mailFromDomain?.let { "SUCCESS" }, identity.onMxFailure),
        identity.policies,
        identity.tags.toTags(),
        identity.configurationSet,
        identity.status,
        if (identity.isVerified) VerificationInfo(identity.createdAt, identity.createdAt) else null,
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
internal fun listEmailIdentities(
    request: PagedRequest,
    call: SesCall,
): ListEmailIdentitiesResponse {
    val limit = (request.pageSize ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V2.page(call.allIdentities(), limit, request.nextToken, "identities") { it.name }
    return ListEmailIdentitiesResponse(
        page.items.map { IdentityInfo(it.type, it.name, it.isVerified, it.status) },
        page.nextToken,
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html */
internal fun deleteEmailIdentity(
    request: EmailIdentityRequest,
    call: SesCall,
) {
    if (!call.removeIdentity(request.emailIdentity)) throw SesApi.V2.noIdentity(request.emailIdentity)
}
