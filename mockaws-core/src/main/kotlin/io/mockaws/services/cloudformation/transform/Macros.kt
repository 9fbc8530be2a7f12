package io.mockaws.services.cloudformation.transform

import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/** Macros: resources of the type `AWS::CloudFormation::Macro` of any stack in the same place. */
internal class Macros(
    private val call: CloudFormationCall,
) {
    /** What the macro [name] makes of [fragment]. */
    fun run(
        name: String,
        settings: JsonObject,
        fragment: JsonElement,
        parameters: Map<String, ParameterValue>,
    ): JsonElement {
        val macro =
            call.state.now[STACKS].values.filterNot { it.isGone }.flatMap { it.resources.values }
                .firstOrNull { it.type == TYPE && it.properties.textAt("Name") == name && it.physicalId != null }
                ?: throw TemplateFaults.invalid("No transform named ${call.account}::$name found.")
        val id = "${call.account}::$name"
        val event =
            buildJsonObject {
                put("region", call.region)
                put("accountId", call.account)
                put("fragment", fragment)
                put("transformId", id)
                put("params", settings)
                put("requestId", call.ids.uuid())
                putJsonObject("templateParameterValues") { parameters.forEach { (key, value) -> put(key, value.json) } }
            }
        val answer = invoke(macro.properties.textAt("FunctionName").orEmpty(), event, id)
        if (answer.textAt("status")?.lowercase() != "success") {
            val message = answer.textAt("errorMessage")
            throw Transforms.failed(
                id,
                if (message ==
                    null
                ) {
                    "failed without an error message."
                } else {
                    "failed with: $message"
                }
            )
        }
        return answer["fragment"] ?: throw Transforms.malformed(id)
    }

    private fun invoke(
        function: String,
        event: JsonObject,
        id: String,
    ): JsonObject {
        val input =
            buildJsonObject {
                put("FunctionName", function)
                put("InvocationType", "RequestResponse")
                put("Payload", Base64.getEncoder().encodeToString(event.toString().encodeToByteArray()))
            }
        val place = Arn.parse(function)?.place ?: call.place
        val answer = call.serviceCall("lambda", "Invoke", input, "cloudformation.amazonaws.com", place = place)
        if (answer["FunctionError"] != null) throw Transforms.failed(id, "failed without an error message.")
        return StrictJson.parse((answer["Payload"] as Blob).bytes.decodeToString()) as? JsonObject
            ?: throw Transforms.malformed(id)
    }

    private companion object {
        const val TYPE = "AWS::CloudFormation::Macro"
    }
}
