package io.mockaws.services.cloudformation.template

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * What CloudFormation looks at in a template before anything is made.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
internal object TemplateChecks {
    private val SECTIONS =
        setOf(
            "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions",
            "Transform", "Resources", "Outputs", "Hooks",
        )
    private val RESOURCE =
        setOf(
            "Type", "Properties", "DependsOn", "Condition", "CreationPolicy", "UpdatePolicy", "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata", "Description", "Version",
        )
    private val PARAMETER_TYPES = setOf("String", "Number", "List<Number>", "CommaDelimitedList", "List<String>")
    private val DELETION_POLICIES = setOf("Delete", "Retain", "Snapshot", "RetainExceptOnCreate")

    /**
     * The form that every template has, before its transforms as well.
     *
     * @throws io.mockaws.engine.AwsFault in AWS's words
     */
    fun checkForm(template: JsonObject) {
        val strangers = template.keys.filter { it !in SECTIONS && !it.startsWith("Fn::") && it != "Globals" }
        if (strangers.isNotEmpty()) {
            throw TemplateFaults.invalid(
                "Invalid template property or properties [${strangers.joinToString()}]",
                "/${strangers[0]}"
            )
        }
        template["AWSTemplateFormatVersion"]?.let {
            if (it.scalar !=
                "2010-09-09"
            ) {
                throw TemplateFaults.format("Template format version not supported.", "/AWSTemplateFormatVersion")
            }
        }
        val resources = template["Resources"]
        if (resources !is JsonObject ||
            resources.isEmpty()
        ) {
            throw TemplateFaults.format("At least one Resources member must be defined.", "/Resources")
        }
        template.section("Parameters").forEach(::checkParameter)
        template.section("Mappings").forEach(::checkMapping)
    }

    /** What is asked of a template that is to be deployed as it is. */
    fun check(template: JsonObject) {
        checkForm(template)
        template.section("Resources").forEach(::checkResource)
        template.section("Outputs").forEach(::checkOutput)
    }

    private fun checkParameter(
        name: String,
        json: JsonElement,
    ) {
        val path = "/Parameters/$name"
        if (!isAlphanumeric(name)) throw TemplateFaults.format("Parameter name $name is non alphanumeric.", path)
        val type =
            (json as? JsonObject)?.textAt("Type")
                ?: throw TemplateFaults.format("[$path] Every Parameters object must contain a Type member.", path)
        if (type !in PARAMETER_TYPES && !type.startsWith("AWS::") && !type.startsWith("List<AWS::")) {
            throw TemplateFaults.format("Unrecognized parameter type: $type", path)
        }
    }

    private fun checkMapping(
        name: String,
        json: JsonElement,
    ) {
        val path = "/Mappings/$name"
        if (name.startsWith("Fn::")) return
        for ((key, member) in (json as? JsonObject)
            ?: throw TemplateFaults.format("Every Mappings member $name must be a map", path)) {
            if (key.startsWith("Fn::")) continue
            val values =
                member as? JsonObject ?: throw TemplateFaults.format("Every Mappings member $key must be a map", path)
            if (values.any { (attribute, value) ->
                    value is JsonObject && !attribute.startsWith("Fn::") &&
                        value.keys.none { "::" in it || it == "Ref" }
                }
            ) {
                throw TemplateFaults.format("Every Mappings attribute must be a String or a List.", path)
            }
        }
    }

    private fun checkResource(
        name: String,
        json: JsonElement,
    ) {
        val path = "/Resources/$name"
        if (!isAlphanumeric(name)) throw TemplateFaults.format("Resource name $name is non alphanumeric.", path)
        val resource =
            json as? JsonObject ?: throw TemplateFaults.format("Any Resources member must be an object.", path)
        resource.textAt("Type")
            ?: throw TemplateFaults.format("[$path] Every Resources object must contain a Type member.", path)
        resource.keys.firstOrNull {
            it !in RESOURCE
        }?.let { throw TemplateFaults.invalid("Invalid template resource property '$it'", "$path/$it") }
        checkNulls(resource, path)
        for (policy in listOf("DeletionPolicy", "UpdateReplacePolicy")) {
            val value = resource.textAt(policy) ?: continue
            if (value !in
                DELETION_POLICIES
            ) {
                throw TemplateFaults.format("Unrecognized $policy $value for resource $name", "$path/$policy")
            }
        }
        if (resource["Properties"].let { it != null && it !is JsonObject }) {
            throw TemplateFaults.format("Properties of resource $name must be an object", "$path/Properties")
        }
    }

    private fun checkOutput(
        name: String,
        json: JsonElement,
    ) {
        val path = "/Outputs/$name"
        if (!isAlphanumeric(name)) throw TemplateFaults.format("Output name $name is non alphanumeric.", path)
        val output = json as? JsonObject ?: throw TemplateFaults.format("Any Outputs member must be an object.", path)
        if ("Value" !in output) throw TemplateFaults.format("Every Outputs member must contain a Value object", path)
        checkNulls(output, path)
    }

    private fun checkNulls(
        json: JsonElement,
        path: String,
    ) {
        when (json) {
            JsonNull -> throw TemplateFaults.invalid("[$path] 'null' values are not allowed in templates", path)
            is JsonObject -> json.forEach { (name, item) -> checkNulls(item, "$path/$name") }
            is JsonArray -> json.forEachIndexed { i, item -> checkNulls(item, "$path/$i") }
            else -> Unit
        }
    }

    private fun isAlphanumeric(name: String) =
        name.isNotEmpty() && name.all { it in 'a'..'z' || it in 'A'..'Z' || it in '0'..'9' }
}
