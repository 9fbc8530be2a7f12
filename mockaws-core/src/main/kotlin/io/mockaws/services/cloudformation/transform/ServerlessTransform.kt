package io.mockaws.services.cloudformation.transform

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
        const val NAME: String = "AWS::Serverless-2016-10-31"

        /** The one that is in the house. */
        val OURS: ServerlessTransform =
            ServerlessTransform { _, _, _, _ -> throw TransformFailure("$NAME is not in this version of mockaws") }
    }
}

/** Why a transform gives nothing, without its name. */
internal class TransformFailure(
    message: String,
) : Exception(message)
