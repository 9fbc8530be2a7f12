package io.mockaws.services.cloudformation.transform

import io.mockaws.services.cloudformation.sam.SamError
import io.mockaws.services.cloudformation.sam.SamTransform
import kotlinx.serialization.json.JsonObject

/** What makes a template of CloudFormation of one of AWS SAM. */
internal fun interface ServerlessTransform {
    /**
     * @param parameters the values of the template's parameters
     * @throws TransformFailure with what is wrong with [template]
     */
    fun transform(
        template: JsonObject,
        parameters: Map<String, String>,
        region: String,
        accountId: String,
    ): JsonObject

    companion object {
        const val NAME: String = SamTransform.NAME

        /** The one that is in the house. */
        val OURS: ServerlessTransform =
            ServerlessTransform { template, parameters, region, accountId ->
                try {
                    SamTransform.transform(template, parameters, region, accountId)
                } catch (wrong: SamError) {
                    throw TransformFailure("${wrong.message}")
                }
            }
    }
}

/** Why a transform gives nothing, without its name. */
internal class TransformFailure(
    message: String,
) : Exception(message)
