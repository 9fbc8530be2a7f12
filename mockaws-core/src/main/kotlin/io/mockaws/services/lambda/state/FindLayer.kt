package io.mockaws.services.lambda.state

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.layer.LayerRecord
import io.mockaws.services.lambda.layer.LayerVersion

/** How a call names a layer: by its name or its ARN. */
internal class LayerName(
    val name: String,
    val place: Place,
) {
    val arn: String get() = Arn.of("lambda", place, "layer:$name").toString()

    fun arnOf(version: Long): String = "$arn:$version"

    companion object {
        fun parse(
            text: String,
            home: Place,
        ): LayerName {
            val arn = Arn.parse(text) ?: return LayerName(text, home)
            return LayerName(arn.resource.removePrefix("layer:").substringBefore(':'), arn.place)
        }
    }
}

internal fun LambdaCall.layer(text: String): Pair<LayerName, LambdaCall> {
    val name = LayerName.parse(text, place)
    return name to at(name.place)
}

internal fun LambdaCall.layerOrNull(name: LayerName): LayerRecord? = at(name.place).state.now.layers[name.name]

/** The version [number] of the layer [text], for calls about its policy. */
internal fun LambdaCall.layerVersion(
    text: String,
    number: Long,
): LayerVersion {
    val name = LayerName.parse(text, place)
    return layerOrNull(name)?.version(number)
        ?: throw LambdaFaults.notFound("Layer version ${name.arnOf(number)} does not exist.")
}

/** The version that [arn] names, which ends in its number; null where there is none. */
internal fun LambdaCall.layerVersionByArn(arn: String): LayerVersion? {
    val number = arn.substringAfterLast(':').toLongOrNull() ?: return null
    return layerOrNull(LayerName.parse(arn, place))?.version(number)
}
