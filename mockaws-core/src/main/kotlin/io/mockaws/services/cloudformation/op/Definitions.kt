package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.deploy.Blueprint
import io.mockaws.services.cloudformation.deploy.Handlers
import io.mockaws.services.cloudformation.deploy.StackScope
import io.mockaws.services.cloudformation.deploy.storedParameter
import io.mockaws.services.cloudformation.functions.Evaluator
import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.functions.Parameters
import io.mockaws.services.cloudformation.resource.Unsupported
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.template.TemplateChecks
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.services.cloudformation.transform.Transforms
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/** Works out what a call says that a stack shall be, and refuses what AWS refuses before it begins. */
internal class Definitions(
    private val call: CloudFormationCall,
    private val stackName: String,
    private val stackId: String,
    private val before: Stack?,
) {
    /** What [settings] say, before their transforms. */
    suspend fun read(settings: StackSettings): StackDefinition {
        val body = Templates(call).text(settings.source, before)
        val template = TemplateReader.read(body).json
        TemplateChecks.checkForm(template)
        val given = given(settings.parameters.orEmpty())
        val parameters = values(template, given)
        Rules.check(template, evaluator(template, parameters))
        return StackDefinition(
            body,
            template,
            given,
            parameters,
            settings.tags?.associate { it.key to it.value } ?: before?.definition?.tags.orEmpty(),
            settings.capabilities.orEmpty(),
            settings.notificationArns ?: before?.definition?.notificationArns.orEmpty(),
            settings.roleArn ?: before?.definition?.roleArn,
        )
    }

    /** The values of the parameters of [template]. */
    fun values(
        template: JsonObject,
        given: Map<String, String>,
    ): Map<String, ParameterValue> =
        Parameters(template).values(given) { name ->
            storedParameter(call, name) {
                TemplateFaults.invalid("Unable to fetch parameters [$name] from parameter store for this account.")
            }
        }

    private fun given(parameters: List<Parameter>): Map<String, String> {
        val given = LinkedHashMap<String, String>()
        for (parameter in parameters) {
            val name = parameter.parameterKey ?: throw TemplateFaults.invalid("ParameterKey is required")
            if (parameter.usePreviousValue == true && !parameter.parameterValue.isNullOrEmpty()) {
                throw TemplateFaults.invalid(
                    "Invalid input for parameter key $name. Cannot specify usePreviousValue as true and non empty " +
                        "value for a parameter"
                )
            }
            val previous = if (parameter.usePreviousValue ==
                true
            ) {
                before?.definition?.parameters?.get(name)?.text
            } else {
                null
            }
            val value = previous ?: parameter.parameterValue
            if (value == null) {
                throw TemplateFaults.invalid(
                    if (parameter.usePreviousValue == true) {
                        "Invalid input for parameter key $name. Cannot specify usePreviousValue as true for a " +
                            "parameter key not in the previous template"
                    } else {
                        "Parameters: [$name] must have values"
                    },
                )
            }
            given[name] = value
        }
        return given
    }

    /** [definition] after its transforms, looked through. */
    suspend fun transformed(
        definition: StackDefinition,
        resourceTypes: List<String>? = null,
    ): StackDefinition {
        val transforms = Transforms(call, definition.parameters) { evaluator(it, definition.parameters) }
        val template = if (Transforms.areIn(
                definition.template
            )
        ) {
            transforms.applied(definition.template)
        } else {
            definition.template
        }
        TemplateChecks.check(template)
        checkTypes(template, resourceTypes)
        Blueprint.check(template)
        Blueprint(template, evaluator(template, definition.parameters)).checkWanted(template)
        Capabilities.check(template, definition.capabilities)
        return definition.copy(
            template = template,
            parameters = values(
                template,
                definition.given.filterKeys {
                    it in
                        template.section("Parameters")
                }
            )
        )
    }

    private fun evaluator(
        template: JsonObject,
        parameters: Map<String, ParameterValue>,
    ) = Evaluator(StackScope(call, template, parameters, stackName, stackId))

    private fun checkTypes(
        template: JsonObject,
        allowed: List<String>?,
    ) {
        val types = template.section("Resources").values.map { (it as JsonObject).textAt("Type")!! }.distinct()
        val unknown = types.filterNot { Handlers.isKnown(it) || Unsupported.isRecorded(call.world) }
        if (unknown.isNotEmpty()) {
            throw TemplateFaults.format(
                "Unrecognized resource types: [${unknown.joinToString()}]"
            )
        }
        val patterns = allowed.takeIf { !it.isNullOrEmpty() } ?: return
        val refused = types.firstOrNull { type -> patterns.none { isOf(type, it) } }
        if (refused != null) {
            throw TemplateFaults.invalid(
                "Resource type $refused is not allowed by parameter ResourceTypes [${patterns.joinToString()}]",
            )
        }
    }

    private fun isOf(
        type: String,
        pattern: String,
    ): Boolean =
        (pattern == "AWS::*" && type.startsWith("AWS::")) ||
            (pattern.endsWith("::*") && type.startsWith(pattern.dropLast(1))) ||
            pattern == type
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
internal object Rules {
    /** @throws AwsFault for the first assertion that does not hold */
    fun check(
        template: JsonObject,
        evaluator: Evaluator,
    ) {
        for ((name, json) in template.section("Rules")) {
            val rule = json as? JsonObject ?: continue
            val path = "/Rules/$name"
            if (rule["RuleCondition"]?.let { evaluator.truth(it, path) } == false) continue
            for (assertion in rule["Assertions"] as? JsonArray ?: continue) {
                val asserted = assertion as? JsonObject ?: continue
                if (evaluator.truth(asserted.getValue("Assert"), path)) continue
                throw TemplateFaults.invalid(
                    "Template error: ${asserted.textAt("AssertDescription") ?: "rule $name is not satisfied"}",
                    path
                )
            }
        }
    }
}
