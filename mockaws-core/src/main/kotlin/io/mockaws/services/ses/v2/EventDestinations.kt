package io.mockaws.services.ses.v2

import io.mockaws.services.ses.configuration.addEventDestination
import io.mockaws.services.ses.configuration.changeEventDestination
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.configuration.removeEventDestination
import io.mockaws.services.ses.shape.CloudWatchDestination
import io.mockaws.services.ses.shape.FirehoseDestination
import io.mockaws.services.ses.shape.SnsDestination
import io.mockaws.services.ses.shape.toShape
import io.mockaws.services.ses.shape.toState
import io.mockaws.services.ses.state.EventDestination
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class EventDestinationRequest(
    val configurationSetName: String,
    val eventDestinationName: String,
    val eventDestination: EventDestinationDefinition,
)

@Serializable
internal data class DeleteEventDestinationRequest(
    val configurationSetName: String,
    val eventDestinationName: String,
)

@Serializable
internal data class EventDestinationDefinition(
    val enabled: Boolean = false,
    val matchingEventTypes: List<String> = emptyList(),
    val kinesisFirehoseDestination: FirehoseDestination? = null,
    val cloudWatchDestination: CloudWatchDestination? = null,
    val snsDestination: SnsDestination? = null,
    val eventBridgeDestination: EventBridgeDestination? = null,
    val pinpointDestination: PinpointDestination? = null,
)

@Serializable
internal data class GetEventDestinationsResponse(
    val eventDestinations: List<EventDestinationShape>,
)

@Serializable
internal data class EventDestinationShape(
    val name: String,
    val enabled: Boolean,
    val matchingEventTypes: List<String>,
    val kinesisFirehoseDestination: FirehoseDestination?,
    val cloudWatchDestination: CloudWatchDestination?,
    val snsDestination: SnsDestination?,
    val eventBridgeDestination: EventBridgeDestination?,
    val pinpointDestination: PinpointDestination?,
)

@Serializable
internal data class EventBridgeDestination(
    val eventBusArn: String,
)

@Serializable
internal data class PinpointDestination(
    val applicationArn: String? = null,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSetEventDestination.html */
internal fun createEventDestination(
    request: EventDestinationRequest,
    call: SesCall,
) = call.addEventDestination(request.configurationSetName, request.toState(), SesApi.V2)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateConfigurationSetEventDestination.html */
internal fun updateEventDestination(
    request: EventDestinationRequest,
    call: SesCall,
) = call.changeEventDestination(request.configurationSetName, request.toState(), SesApi.V2)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSetEventDestination.html */
internal fun deleteEventDestination(
    request: DeleteEventDestinationRequest,
    call: SesCall,
) = call.removeEventDestination(request.configurationSetName, request.eventDestinationName, SesApi.V2)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSetEventDestinations.html */
internal fun getEventDestinations(
    request: ConfigurationSetRequest,
    call: SesCall,
): GetEventDestinationsResponse =
    GetEventDestinationsResponse(
        call.configurationSet(request.configurationSetName, SesApi.V2).destinations.map { it.toShape() },
    )

private fun EventDestinationRequest.toState(): EventDestination {
    val given = eventDestination
    return EventDestination(
        name = eventDestinationName,
        isEnabled = given.enabled,
        types = given.matchingEventTypes,
        topicArn = given.snsDestination?.topicArn,
        busArn = given.eventBridgeDestination?.eventBusArn,
        firehoseArn = given.kinesisFirehoseDestination?.deliveryStreamArn,
        firehoseRoleArn = given.kinesisFirehoseDestination?.iamRoleArn,
        dimensions = given.cloudWatchDestination?.toState(),
        applicationArn = given.pinpointDestination?.applicationArn,
    )
}

private fun EventDestination.toShape() =
    EventDestinationShape(
        name,
        isEnabled,
        types,
        firehoseArn?.let { FirehoseDestination(firehoseRoleArn.orEmpty(), it) },
        dimensions?.toShape(),
        topicArn?.let { SnsDestination(it) },
        busArn?.let { EventBridgeDestination(it) },
        applicationArn?.let { PinpointDestination(it) },
    )
