package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.transform.Transforms
import kotlinx.serialization.Serializable

@Serializable
internal data class GetTemplateInput(
    val stackName: String? = null,
    val changeSetName: String? = null,
    val templateStage: String? = null,
)

@Serializable
internal data class GetTemplateOutput(
    val templateBody: String,
    val stagesAvailable: List<String> = listOf("Original", "Processed"),
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
internal fun getTemplate(
    input: GetTemplateInput,
    call: CloudFormationCall,
): GetTemplateOutput {
    val definition = definitionOf(input, call)
    // Without transforms, both stages are what was given.
    val isPlain = !Transforms.areIn(TemplateReader.read(definition.body).json)
    val text = if (input.templateStage == "Processed" && !isPlain) definition.template.toString() else definition.body
    return GetTemplateOutput(text)
}

private fun definitionOf(
    input: GetTemplateInput,
    call: CloudFormationCall,
): StackDefinition {
    if (input.changeSetName != null) {
        return call.changeSet(input.changeSetName, input.stackName).definition
    }
    val name =
        input.stackName
            ?: throw CloudFormationFaults.invalid("StackName is required if ChangeSetName is not specified.")
    return (call.stackOrNull(name) ?: throw CloudFormationFaults.noStack(name)).definition
}
