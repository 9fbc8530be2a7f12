package io.mockaws.services.ses.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.configuration.addConfigurationSet
import io.mockaws.services.ses.configuration.changeConfigurationSet
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.configuration.configurationSets
import io.mockaws.services.ses.configuration.removeConfigurationSet
import io.mockaws.services.ses.state.ConfigurationSet
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateConfigurationSetRequest(
    val configurationSet: ConfigurationSetName,
)

@Serializable
internal data class ConfigurationSetName(
    val name: String,
)

@Serializable
internal data class ConfigurationSetRequest(
    val configurationSetName: String,
)

@Serializable
internal data class DescribeConfigurationSetRequest(
    val configurationSetName: String,
    val configurationSetAttributeNames: List<String> = emptyList(),
)

@Serializable
internal data class DescribeConfigurationSetResponse(
    val configurationSet: ConfigurationSetName,
    val eventDestinations: List<EventDestinationShape>?,
    val trackingOptions: TrackingOptions?,
    val deliveryOptions: DeliveryOptions?,
    val reputationOptions: ReputationOptions?,
)

@Serializable
internal data class TrackingOptions(
    val customRedirectDomain: String? = null,
)

@Serializable
internal data class DeliveryOptions(
    val tlsPolicy: String? = null,
)

@Serializable
internal data class ReputationOptions(
    val sendingEnabled: Boolean,
    val reputationMetricsEnabled: Boolean,
)

@Serializable
internal data class ListConfigurationSetsRequest(
    val nextToken: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListConfigurationSetsResponse(
    val configurationSets: List<ConfigurationSetName>,
    val nextToken: String?,
)

@Serializable
internal data class TrackingOptionsRequest(
    val configurationSetName: String,
    val trackingOptions: TrackingOptions,
)

@Serializable
internal data class PutDeliveryOptionsRequest(
    val configurationSetName: String,
    val deliveryOptions: DeliveryOptions? = null,
)

@Serializable
internal data class ConfigurationSetSwitchRequest(
    val configurationSetName: String,
    val enabled: Boolean,
)

private const val PAGE = 100
private const val LONGEST_PAGE = 1000

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateConfigurationSet.html */
internal fun createConfigurationSet(
    request: CreateConfigurationSetRequest,
    call: SesCall,
) = call.addConfigurationSet(ConfigurationSet(request.configurationSet.name, call.now()), SesApi.V1)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteConfigurationSet.html */
internal fun deleteConfigurationSet(
    request: ConfigurationSetRequest,
    call: SesCall,
) = call.removeConfigurationSet(request.configurationSetName, SesApi.V1)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeConfigurationSet.html */
internal fun describeConfigurationSet(
    request: DescribeConfigurationSetRequest,
    call: SesCall,
): DescribeConfigurationSetResponse {
    val set = call.configurationSet(request.configurationSetName, SesApi.V1)
    val asked = request.configurationSetAttributeNames
    return DescribeConfigurationSetResponse(
        ConfigurationSetName(set.name),
        set.destinations.map { it.toShape() }.takeIf { "eventDestinations" in asked },
        set.trackingDomain?.let { TrackingOptions(it) }.takeIf { "trackingOptions" in asked },
        set.tlsPolicy?.let { DeliveryOptions(it.lowercase().replaceFirstChar(Char::uppercase)) }
            .takeIf { "deliveryOptions" in asked },
        ReputationOptions(set.isSendingEnabled, set.hasReputationMetrics).takeIf { "reputationOptions" in asked },
    )
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListConfigurationSets.html */
internal fun listConfigurationSets(
    request: ListConfigurationSetsRequest,
    call: SesCall,
): ListConfigurationSetsResponse {
    val limit = (request.maxItems ?: PAGE).coerceIn(1, LONGEST_PAGE)
    val page = SesApi.V1.page(call.configurationSets(), limit, request.nextToken, "configuration sets") { it.name }
    return ListConfigurationSetsResponse(page.items.map { ConfigurationSetName(it.name) }, page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateConfigurationSetTrackingOptions.html */
internal fun createTrackingOptions(
    request: TrackingOptionsRequest,
    call: SesCall,
) = changeTracking(request.configurationSetName, request.trackingOptions.customRedirectDomain, call) {
    if (it != null) {
        throw AwsFault(
            "TrackingOptionsAlreadyExistsException",
            "Configuration set <${request.configurationSetName}> already has tracking options.",
        )
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateConfigurationSetTrackingOptions.html */
internal fun updateTrackingOptions(
    request: TrackingOptionsRequest,
    call: SesCall,
) = changeTracking(request.configurationSetName, request.trackingOptions.customRedirectDomain, call) {
    if (it == null) throw noTrackingOptions(request.configurationSetName)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteConfigurationSetTrackingOptions.html */
internal fun deleteTrackingOptions(
    request: ConfigurationSetRequest,
    call: SesCall,
) = changeTracking(request.configurationSetName, null, call) {
    if (it == null) throw noTrackingOptions(request.configurationSetName)
}

private fun changeTracking(
    set: String,
    domain: String?,
    call: SesCall,
    check: (String?) -> Unit,
) = call.changeConfigurationSet(set, SesApi.V1) {
    check(it.trackingDomain)
    it.copy(trackingDomain = domain)
}

private fun noTrackingOptions(set: String) =
    AwsFault("TrackingOptionsDoesNotExistException", "Configuration set <$set> has no tracking options.")

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_PutConfigurationSetDeliveryOptions.html */
internal fun putDeliveryOptions(
    request: PutDeliveryOptionsRequest,
    call: SesCall,
) = call.changeConfigurationSet(request.configurationSetName, SesApi.V1) {
    it.copy(tlsPolicy = request.deliveryOptions?.tlsPolicy?.uppercase())
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateConfigurationSetReputationMetricsEnabled.html */
internal fun updateReputationMetricsEnabled(
    request: ConfigurationSetSwitchRequest,
    call: SesCall,
) = call.changeConfigurationSet(request.configurationSetName, SesApi.V1) {
    it.copy(hasReputationMetrics = request.enabled)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateConfigurationSetSendingEnabled.html */
internal fun updateSendingEnabled(
    request: ConfigurationSetSwitchRequest,
    call: SesCall,
) = call.changeConfigurationSet(request.configurationSetName, SesApi.V1) {
    it.copy(isSendingEnabled = request.enabled)
}
