package io.mockaws.services.ses.op

import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.changeMailFrom
import io.mockaws.services.ses.identity.dkimTokens
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.state.Identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class GetIdentityDkimAttributesResponse(
    val dkimAttributes: Map<String, IdentityDkimAttributes>,
)

@Serializable
internal data class IdentityDkimAttributes(
    val dkimEnabled: Boolean,
    val dkimVerificationStatus: String,
    val dkimTokens: List<String>?,
)

@Serializable
internal data class SetIdentityDkimEnabledRequest(
    val identity: String,
    val dkimEnabled: Boolean,
)

@Serializable
internal data class GetIdentityMailFromDomainAttributesResponse(
    val mailFromDomainAttributes: Map<String, IdentityMailFromDomainAttributes>,
)

@Serializable
internal data class IdentityMailFromDomainAttributes(
    val mailFromDomain: String?,
    val mailFromDomainStatus: String?,
    val behaviorOnMXFailure: String,
)

@Serializable
internal data class SetIdentityMailFromDomainRequest(
    val identity: String,
    val mailFromDomain: String? = null,
    val behaviorOnMXFailure: String? = null,
)

@Serializable
internal data class GetIdentityNotificationAttributesResponse(
    val notificationAttributes: Map<String, IdentityNotificationAttributes>,
)

@Serializable
internal data class IdentityNotificationAttributes(
    val bounceTopic: String?,
    val complaintTopic: String?,
    val deliveryTopic: String?,
    val forwardingEnabled: Boolean,
    val headersInBounceNotificationsEnabled: Boolean,
    val headersInComplaintNotificationsEnabled: Boolean,
    val headersInDeliveryNotificationsEnabled: Boolean,
)

@Serializable
internal data class SetIdentityNotificationTopicRequest(
    val identity: String,
    val notificationType: String,
    val snsTopic: String? = null,
)

@Serializable
internal data class SetIdentityFeedbackForwardingEnabledRequest(
    val identity: String,
    val forwardingEnabled: Boolean,
)

@Serializable
internal data class SetIdentityHeadersInNotificationsEnabledRequest(
    val identity: String,
    val notificationType: String,
    val enabled: Boolean,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html */
internal fun getIdentityDkimAttributes(
    request: IdentitiesRequest,
    call: SesCall,
): GetIdentityDkimAttributesResponse =
    GetIdentityDkimAttributesResponse(
        request.identities.associateWith { name ->
            val identity = call.identity(name)
            val status =
                when {
                    identity == null || identity.dkimTokens.isEmpty() -> "NotStarted"
                    identity.isVerified -> "Success"
                    else -> "Pending"
                }
            IdentityDkimAttributes(identity?.isDkimEnabled == true, status, identity?.dkimTokens?.ifEmpty { null })
        },
    )

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html */
internal fun setIdentityDkimEnabled(
    request: SetIdentityDkimEnabledRequest,
    call: SesCall,
) {
    call.changeIdentity(request.identity, SesApi.V1) {
        val isMissing = request.dkimEnabled && it.dkimTokens.isEmpty() && it.isDomain
        val tokens = if (isMissing) call.dkimTokens() else it.dkimTokens
        it.copy(isDkimEnabled = request.dkimEnabled, dkimTokens = tokens)
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityMailFromDomainAttributes.html */
internal fun getIdentityMailFromDomainAttributes(
    request: IdentitiesRequest,
    call: SesCall,
): GetIdentityMailFromDomainAttributesResponse =
    GetIdentityMailFromDomainAttributesResponse(
        call.found(request.identities).mapValues { (_, it) ->
            IdentityMailFromDomainAttributes(
                it.mailFromDomain,
                it.mailFromDomain?.let { "Success" },
                if (it.onMxFailure == "REJECT_MESSAGE") "RejectMessage" else "UseDefaultValue",
            )
        },
    )

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityMailFromDomain.html */
internal fun setIdentityMailFromDomain(
    request: SetIdentityMailFromDomainRequest,
    call: SesCall,
) {
    val onFailure = if (request.behaviorOnMXFailure == "RejectMessage") "REJECT_MESSAGE" else "USE_DEFAULT_VALUE"
    call.changeMailFrom(request.identity, SesApi.V1, request.mailFromDomain?.ifEmpty { null }, onFailure)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityNotificationAttributes.html */
internal fun getIdentityNotificationAttributes(
    request: IdentitiesRequest,
    call: SesCall,
): GetIdentityNotificationAttributesResponse =
    GetIdentityNotificationAttributesResponse(
        request.identities.mapNotNull { name -> call.notificationsOf(name)?.let { name to it } }.toMap(),
    )

/** An address that nobody has made has those that hold by default, where its domain is there. */
private fun SesCall.notificationsOf(name: String): IdentityNotificationAttributes? {
    val own = identity(name) ?: identity(MailAddress(name).domain)?.let { Identity(name, it.createdAt, it.isVerified) }
    return own?.run {
        IdentityNotificationAttributes(
            topics["Bounce"],
            topics["Complaint"],
            topics["Delivery"],
            forwardsFeedback,
            "Bounce" in withHeaders,
            "Complaint" in withHeaders,
            "Delivery" in withHeaders,
        )
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityNotificationTopic.html */
internal fun setIdentityNotificationTopic(
    request: SetIdentityNotificationTopicRequest,
    call: SesCall,
) {
    val topic = request.snsTopic?.ifEmpty { null }
    call.changeIdentity(request.identity, SesApi.V1) {
        val others = it.topics - request.notificationType
        it.copy(topics = if (topic == null) others else others + (request.notificationType to topic))
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityFeedbackForwardingEnabled.html */
internal fun setIdentityFeedbackForwardingEnabled(
    request: SetIdentityFeedbackForwardingEnabledRequest,
    call: SesCall,
) {
    call.changeIdentity(request.identity, SesApi.V1) { it.copy(forwardsFeedback = request.forwardingEnabled) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityHeadersInNotificationsEnabled.html */
internal fun setIdentityHeadersInNotificationsEnabled(
    request: SetIdentityHeadersInNotificationsEnabledRequest,
    call: SesCall,
) {
    val type = request.notificationType
    call.changeIdentity(request.identity, SesApi.V1) {
        it.copy(withHeaders = if (request.enabled) it.withHeaders + type else it.withHeaders - type)
    }
}
