package io.mockaws.services.ses.v2

import io.mockaws.services.ses.configuration.addConfigurationSet
import io.mockaws.services.ses.configuration.changeConfigurationSet
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.configuration.configurationSets
import io.mockaws.services.ses.configuration.removeConfigurationSet
import io.mockaws.services.ses.shape.Tag
import io.mockaws.services.ses.shape.toTags
import io.mockaws.services.ses.state.ConfigurationSet
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateConfigurationSetRequest(
    val configurationSetName: String,
    val trackingOptions: TrackingOptions? = null,
    val deliveryOptions: DeliveryOptions? = null,
    val reputationOptions: ReputationOptions? = null,
    val sendingOptions: SendingOptions? = null,
    val tags: List<Tag> = emptyList(),
    val suppressionOptions: SuppressionOptions? = null,
    val vdmOptions: VdmOptions? = null,
    val archivingOptions: ArchivingOptions? = null,
)

@Serializable
internal data class ConfigurationSetRequest(
    val configurationSetName: String,
)

@Serializable
internal data class GetConfigurationSetResponse(
    val configurationSetName: String,
    val trackingOptions: TrackingOptions?,
    val deliveryOptions: DeliveryOptions?,
    val reputationOptions: ReputationOptions,
    val sendingOptions: SendingOptions,
    val tags: List<Tag>,
    val suppressionOptions: SuppressionOptions?,
    val vdmOptions: VdmOptions?,
    val archivingOptions: ArchivingOptions?,
)

@Serializable
internal data class TrackingOptions(
    val customRedirectDomain: String? = null,
    val httpsPolicy: String? = null,
)

@Serializable
internal data class DeliveryOptions(
    val tlsPolicy: String? = null,
    val sendingPoolName: String? = null,
    val maxDeliverySeconds: Long? = null,
)

@Serializable
internal data class ReputationOptions(
    val reputationMetricsEnabled: Boolean = false,
)

@Serializable
internal data class SendingOptions(
    val sendingEnabled: Boolean = false,
)

@Serializable
internal data class SuppressionOptions(
    val suppressedReasons: List<String> = emptyList(),
)

@Serializable
internal data class VdmOptions(
    val dashboardOptions: DashboardOptions? = null,
    val guardianOptions: GuardianOptions? = null,
)

@Serializable
internal data class DashboardOptions(
    val engagementMetrics: String? = null,
)

@Serializable
internal data class GuardianOptions(
    val optimizedSharedDelivery: String? = null,
)

@Serializable
internal data class ArchivingOptions(
    val archiveArn: String? = null,
)

@Serializable
internal data class ListConfigurationSetsResponse(
    val configurationSets: List<String>,
    val nextToken: String?,
)

private const val PAGE = 1000

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
internal fun createConfigurationSet(
    request: CreateConfigurationSetRequest,
    call: SesCall,
) {
    val set =
        ConfigurationSet(
            name = request.configurationSetName,
            createdAt = call.now(),
            trackingDomain = request.trackingOptions?.customRedirectDomain,
            httpsPolicy = request.trackingOptions?.httpsPolicy,
            tlsPolicy = request.deliveryOptions?.tlsPolicy,
            sendingPool = request.deliveryOptions?.sendingPoolName,
            maxDeliverySeconds = request.deliveryOptions?.maxDeliverySeconds,
            hasReputationMetrics = request.reputationOptions?.reputationMetricsEnabled == true,
            isSendingEnabled = request.sendingOptions?.sendingEnabled != false,
            suppressedReasons = request.suppressionOptions?.suppressedReasons,
            engagementMetrics = request.vdmOptions?.dashboardOptions?.engagementMetrics,
            optimizedDelivery = request.vdmOptions?.guardianOptions?.optimizedSharedDelivery,
            archiveArn = request.archivingOptions?.archiveArn,
            tags = request.tags.associate { it.key to it.value },
        )
    call.addConfigurationSet(set, SesApi.V2)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html */
internal fun getConfigurationSet(
    request: ConfigurationSetRequest,
    call: SesCall,
): GetConfigurationSetResponse {
    val set = call.configurationSet(request.configurationSetName, SesApi.V2)
    val delivery = DeliveryOptions(set.tlsPolicy ?: "OPTIONAL", set.sendingPool, set.maxDeliverySeconds)
    val hasVdm = set.engagementMetrics != null || set.optimizedDelivery != null
    val vdm = VdmOptions(DashboardOptions(set.engagementMetrics), GuardianOptions(set.optimizedDelivery))
    return GetConfigurationSetResponse(
        set.name,
        set.trackingDomain?.let { TrackingOptions(it, set.httpsPolicy ?: "OPTIONAL") },
        delivery,
        ReputationOptions(set.hasReputationMetrics),
        SendingOptions(set.isSendingEnabled),
        set.tags.toTags(),
        set.suppressedReasons?.let { SuppressionOptions(it) },
        vdm.takeIf { hasVdm },
        set.archiveArn?.let { ArchivingOptions(it) },
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListConfigurationSets.html */
internal fun listConfigurationSets(
    request: PagedRequest,
    call: SesCall,
): ListConfigurationSetsResponse {
    val limit = (request.pageSize ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V2.page(call.configurationSets(), limit, request.nextToken, "configuration sets") { it.name }
    return ListConfigurationSetsResponse(page.items.map { it.name }, page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSet.html */
internal fun deleteConfigurationSet(
    request: ConfigurationSetRequest,
    call: SesCall,
) = call.removeConfigurationSet(request.configurationSetName, SesApi.V2)

internal fun SesCall.change(
    name: String,
    change: (ConfigurationSet) -> ConfigurationSet,
) = changeConfigurationSet(name, SesApi.V2, change)
