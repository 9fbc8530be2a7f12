package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.deploy.Blueprint
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackStatus
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.template.TemplateChecks
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.services.cloudformation.transform.Transforms
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class TemplateInput(
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
)

@Serializable
internal data class ValidateTemplateOutput(
    val parameters: List<TemplateParameter>,
    val description: String?,
    val capabilities: List<String>?,
    val capabilitiesReason: String?,
    val declaredTransforms: List<String>?,
) {
    @Serializable
    data class TemplateParameter(
        val parameterKey: String,
        val defaultValue: String?,
        val noEcho: Boolean,
        val description: String?,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
internal suspend fun validateTemplate(
    input: TemplateInput,
    call: CloudFormationCall,
): ValidateTemplateOutput {
    val template = readTemplate(TemplateSource(input.templateBody, input.templateUrl), call)
    val parameters =
        template.section("Parameters").map { (name, json) ->
            val it = json as JsonObject
            ValidateTemplateOutput.TemplateParameter(
                name,
                it.textAt("Default"),
                it.textAt("NoEcho").toBoolean(),
                it.textAt("Description")
            )
        }
    val needs = capabilitiesOf(template)
    return ValidateTemplateOutput(
        parameters,
        template.textAt("Description"),
        needs,
        Capabilities.reason(template).takeIf {
            needs !=
                null
        },
        transformsOf(template)
    )
}

private fun capabilitiesOf(template: JsonObject): List<String>? =
    listOfNotNull(
        Capabilities.iam(template),
        Capabilities.AUTO_EXPAND.takeIf {
            Transforms.areIn(template)
        }
    ).ifEmpty { null }

private fun transformsOf(template: JsonObject): List<String>? = Transforms.wholes(template).map {
    it.first
}.ifEmpty { null }

private suspend fun readTemplate(
    source: TemplateSource,
    call: CloudFormationCall,
): JsonObject {
    val template = TemplateReader.read(Templates(call).text(source, null)).json
    if (Transforms.areIn(template)) {
        TemplateChecks.checkForm(template)
    } else {
        TemplateChecks.check(template).also {
            Blueprint.check(template)
        }
    }
    return template
}

@Serializable
internal data class GetTemplateSummaryInput(
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val stackName: String? = null,
)

@Serializable
internal data class GetTemplateSummaryOutput(
    val parameters: List<ParameterDeclaration>,
    val description: String?,
    val capabilities: List<String>?,
    val capabilitiesReason: String?,
    val resourceTypes: List<String>,
    val version: String?,
    val metadata: String?,
    val declaredTransforms: List<String>?,
    val resourceIdentifierSummaries: List<IdentifierSummary>,
) {
    @Serializable
    data class ParameterDeclaration(
        val parameterKey: String,
        val defaultValue: String?,
        val parameterType: String,
        val noEcho: Boolean,
        val description: String?,
        val parameterConstraints: Constraints,
    )

    @Serializable
    data class Constraints(
        val allowedValues: List<String>? = null,
    )

    @Serializable
    data class IdentifierSummary(
        val resourceType: String,
        val logicalResourceIds: List<String>,
        val resourceIdentifiers: List<String>,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
internal suspend fun getTemplateSummary(
    input: GetTemplateSummaryInput,
    call: CloudFormationCall,
): GetTemplateSummaryOutput {
    val template = templateOf(input, call)
    val resources = template.section("Resources").mapValues { it.value as JsonObject }
    val parameters =
        template.section("Parameters").map { (name, json) ->
            val it = json as JsonObject
            GetTemplateSummaryOutput.ParameterDeclaration(
                name,
                it.textAt("Default"),
                it.textAt("Type").orEmpty(),
                it.textAt("NoEcho").toBoolean(),
                it.textAt("Description"),
                GetTemplateSummaryOutput.Constraints(
                    (it["AllowedValues"] as? JsonArray)?.mapNotNull { value ->
                        value.scalar
                    }
                ),
            )
        }
    val needs = capabilitiesOf(template)
    val byType = resources.filterKeys {
        !it.startsWith("Fn::")
    }.entries.groupBy({ it.value.textAt("Type").orEmpty() }, { it.key })
    return GetTemplateSummaryOutput(
        parameters,
        template.textAt("Description"),
        needs,
        Capabilities.reason(template).takeIf { needs != null },
        byType.keys.toList(),
        template.textAt("AWSTemplateFormatVersion"),
        template["Metadata"]?.toString(),
        transformsOf(template),
        byType.mapNotNull { (type, names) ->
            val spec = io.mockaws.services.cloudformation.resource.ResourceSpec.of(type) ?: return@mapNotNull null
            GetTemplateSummaryOutput.IdentifierSummary(type, names, spec.identifier)
        },
    )
}

private suspend fun templateOf(
    input: GetTemplateSummaryInput,
    call: CloudFormationCall,
): JsonObject {
    if (input.stackName == null) return readTemplate(TemplateSource(input.templateBody, input.templateUrl), call)
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStack(input.stackName)
    if (stack.status ==
        StackStatus.REVIEW_IN_PROGRESS
    ) {
        throw CloudFormationFaults.invalid("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.")
    }
    return TemplateReader.read(stack.definition.body).json
}

@Serializable
internal data class EstimateTemplateCostOutput(
    val url: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_EstimateTemplateCost.html */
internal suspend fun estimateTemplateCost(
    input: TemplateInput,
    call: CloudFormationCall,
): EstimateTemplateCostOutput {
    readTemplate(TemplateSource(input.templateBody, input.templateUrl), call)
    return EstimateTemplateCostOutput(
        "https://calculator.s3.amazonaws.com/calc5.html?key=cloudformation/${call.ids.uuid()}"
    )
}
