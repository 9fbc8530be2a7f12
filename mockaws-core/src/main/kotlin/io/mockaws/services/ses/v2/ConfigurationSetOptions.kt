package io.mockaws.services.ses.v2

import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class PutTrackingOptionsRequest(
    val configurationSetName: String,
    val customRedirectDomain: String? = null,
    val httpsPolicy: String? = null,
)

@Serializable
internal data class PutDeliveryOptionsRequest(
    val configurationSetName: String,
    val tlsPolicy: String? = null,
    val sendingPoolName: String? = null,
    val maxDeliverySeconds: Long? = null,
)

@Serializable
internal data class PutReputationOptionsRequest(
    val configurationSetName: String,
    val reputationMetricsEnabled: Boolean = false,
)

@Serializable
internal data class PutSendingOptionsRequest(
    val configurationSetName: String,
    val sendingEnabled: Boolean = false,
)

@Serializable
internal data class PutSuppressionOptionsRequest(
    val configurationSetName: String,
    val suppressedReasons: List<String>? = null,
)

@Serializable
internal data class PutVdmOptionsRequest(
    val configurationSetName: String,
    val vdmOptions: VdmOptions? = null,
)

@Serializable
internal data class PutArchivingOptionsRequest(
    val configurationSetName: String,
    val archiveArn: String? = null,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetTrackingOptions.html */
internal fun putTrackingOptions(
    request: PutTrackingOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) {
    it.copy(trackingDomain = request.customRedirectDomain, httpsPolicy = request.httpsPolicy)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetDeliveryOptions.html */
internal fun putDeliveryOptions(
    request: PutDeliveryOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) {
    it.copy(
        tlsPolicy = request.tlsPolicy,
        sendingPool = request.sendingPoolName,
        maxDeliverySeconds = request.maxDeliverySeconds,
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetReputationOptions.html */
internal fun putReputationOptions(
    request: PutReputationOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) { it.copy(hasReputationMetrics = request.reputationMetricsEnabled) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetSendingOptions.html */
internal fun putSendingOptions(
    request: PutSendingOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) { it.copy(isSendingEnabled = request.sendingEnabled) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetSuppressionOptions.html */
internal fun putSuppressionOptions(
    request: PutSuppressionOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) { it.copy(suppressedReasons = request.suppressedReasons) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetVdmOptions.html */
internal fun putVdmOptions(
    request: PutVdmOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) {
    it.copy(
        engagementMetrics = request.vdmOptions?.dashboardOptions?.engagementMetrics,
        optimizedDelivery = request.vdmOptions?.guardianOptions?.optimizedSharedDelivery,
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutConfigurationSetArchivingOptions.html */
internal fun putArchivingOptions(
    request: PutArchivingOptionsRequest,
    call: SesCall,
) = call.change(request.configurationSetName) { it.copy(archiveArn = request.archiveArn) }
