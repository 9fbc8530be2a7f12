package io.mockaws.services.ses.op

import io.mockaws.services.ses.configuration.addEventDestination
import io.mockaws.services.ses.configuration.changeEventDestination
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
    val eventDestination: EventDestinationShape,
)

@Serializable
internal data class DeleteEventDestinationRequest(
    val configurationSetName: String,
    val eventDestinationName: String,
)

@Serializable
internal data class EventDestinationShape(
    val name: String,
    val enabled: Boolean = false,
    val matchingEventTypes: List<String>,
    val kinesisFirehoseDestination: FirehoseDestination? = null,
    val cloudWatchDestination: CloudWatchDestination? = null,
    val snsDestination: SnsDestination? = null,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateConfigurationSetEventDestination.html */
internal fun createEventDestination(
    request: EventDestinationRequest,
    call: SesCall,
) = call.addEventDestination(request.configurationSetName, request.eventDestination.toState(), SesApi.V1)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateConfigurationSetEventDestination.html */
internal fun updateEventDestination(
    request: EventDestinationRequest,
    call: SesCall,
) = call.changeEventDestination(request.configurationSetName, request.eventDestination.toState(), SesApi.V1)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteConfigurationSetEventDestination.html */
internal fun deleteEventDestination(
    request: DeleteEventDestinationRequest,
    call: SesCall,
) = call.removeEventDestination(request.configurationSetName, request.eventDestinationName, SesApi.V1)

private fun EventDestinationShape.toState() =
    EventDestination(
        name,
        enabled,
        matchingEventTypes.map(::upperSnake),
        topicArn = snsDestination?.topicArn,
        firehoseArn = kinesisFirehoseDestination?.deliveryStreamArn,
        firehoseRoleArn = kinesisFirehoseDestination?.iamRoleArn,
        dimensions = cloudWatchDestination?.toState(::upperSnake),
    )

/** Types that this API does not have are not shown. */
internal fun EventDestination.toShape(): EventDestinationShape =
    EventDestinationShape(
        name,
        isEnabled,
        types.map(::lowerCamel).filter { it in TYPES }.sorted(),
        firehoseArn?.let { FirehoseDestination(firehoseRoleArn.orEmpty(), it) },
        dimensions?.toShape(::lowerCamel),
        topicArn?.let { SnsDestination(it) },
    )

private val TYPES =
    setOf("send", "reject", "bounce", "complaint", "delivery", "open", "click", "renderingFailure")

/** `renderingFailure` becomes `RENDERING_FAILURE`. */
private fun upperSnake(text: String) = text.replace(Regex("([A-Z])"), "_$1").uppercase()

private fun lowerCamel(text: String) =
    text.lowercase().replace(Regex("_([a-z])")) { it.groupValues[1].uppercase() }
