package io.mockaws.services.ses.shape

import io.mockaws.services.ses.state.Dimension
import kotlinx.serialization.Serializable

@Serializable
internal data class FirehoseDestination(
    val iamRoleArn: String,
    val deliveryStreamArn: String,
)

@Serializable
internal data class CloudWatchDestination(
    val dimensionConfigurations: List<DimensionConfiguration>,
)

@Serializable
internal data class DimensionConfiguration(
    val dimensionName: String,
    val dimensionValueSource: String,
    val defaultDimensionValue: String,
)

@Serializable
internal data class SnsDestination(
    val topicArn: String,
)

/** @param source how the second API calls what this one calls so */
internal fun CloudWatchDestination.toState(source: (String) -> String = { it }): List<Dimension> =
    dimensionConfigurations.map {
        Dimension(it.dimensionName, source(it.dimensionValueSource), it.defaultDimensionValue)
    }

/** @param source how this API calls what the second one calls so */
internal fun List<Dimension>.toShape(source: (String) -> String = { it }): CloudWatchDestination =
    CloudWatchDestination(map { DimensionConfiguration(it.name, source(it.source), it.default) })
