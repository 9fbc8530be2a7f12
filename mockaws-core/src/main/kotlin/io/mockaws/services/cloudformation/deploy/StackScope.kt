package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.functions.Scope
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What the functions of a stack's template see. */
internal class StackScope(
    private val call: CloudFormationCall,
    override val template: JsonObject,
    private val parameters: Map<String, ParameterValue>,
    private val stackName: String,
    private val stackId: String,
    private val notificationArns: List<String> = emptyList(),
    private val resources: () -> Map<String, StackResource> = { emptyMap() },
) : Scope {
    /** The names of the exports that were asked for. */
    val imports: MutableSet<String> = LinkedHashSet()

    override fun parameter(name: String): JsonElement? = parameters[name]?.json ?: pseudo(name)

    private fun pseudo(name: String): JsonElement? =
        when (name) {
            "AWS::Region" -> JsonPrimitive(call.region)

            "AWS::AccountId" -> JsonPrimitive(call.account)

            "AWS::Partition" -> JsonPrimitive(Arn.partitionOf(call.region))

            "AWS::URLSuffix" -> JsonPrimitive(
                if (call.region.startsWith("cn-")) "amazonaws.com.cn" else "amazonaws.com"
            )

            "AWS::StackName" -> JsonPrimitive(stackName)

            "AWS::StackId" -> JsonPrimitive(stackId)

            "AWS::NotificationARNs" -> JsonArray(notificationArns.map(::JsonPrimitive))

            else -> null
        }

    override fun physicalId(name: String): JsonElement? =
        resources()[name]?.physicalId?.let {
            JsonPrimitive(Handlers.of(resources().getValue(name).type, call).refOf(resources().getValue(name)))
        }

    override fun attribute(
        resource: String,
        attribute: String,
        path: String,
    ): JsonElement {
        val found = resources()[resource]
        if (found == null) {
            val isDeclared = resource in template.section("Resources")
            throw if (isDeclared) {
                TemplateFaults.format(
                    "Unresolved resource dependencies [$resource] in the ${path.split('/')[1]} block of the template",
                    path
                )
            } else {
                TemplateFaults.error("instance of Fn::GetAtt references undefined resource $resource", path)
            }
        }
        return Handlers.of(found.type, call).attribute(call, found, attribute)
            ?: throw TemplateFaults.invalid(
                "[Error] $path: Resource type ${found.type} does not support attribute {$attribute}.",
                path
            )
    }

    override fun export(name: String): JsonElement {
        imports += name
        val output = call.state.now[STACKS].values.filterNot { it.isGone }.firstNotNullOfOrNull { stack ->
            stack.outputs.firstOrNull {
                it.export ==
                    name
            }
        }
        return JsonPrimitive((output ?: throw TemplateFaults.invalid("No export named $name found.")).value)
    }

    override fun dynamic(
        service: String,
        reference: String,
    ): String = if (service == "secretsmanager") secret(reference) else stored(reference)

    private fun stored(reference: String): String = storedParameter(call, reference) { it }

    /** `secret-id:SecretString:json-key:version-stage:version-id`; the id may be an ARN. */
    private fun secret(reference: String): String {
        val id = reference.substringBefore(":SecretString")
        val rest = reference.removePrefix(id).removePrefix(":SecretString").removePrefix(":").split(':')
        val input =
            buildJsonObject {
                put("SecretId", id)
                rest.getOrNull(1)?.takeIf { it.isNotEmpty() }?.let { put("VersionStage", it) }
                rest.getOrNull(2)?.takeIf { it.isNotEmpty() }?.let { put("VersionId", it) }
            }
        val answer = call.serviceCall("secretsmanager", "GetSecretValue", input, ResourceCalls.SENDER, stackId)
        val text = answer["SecretString"] as? String ?: throw TemplateFaults.invalid("Secret $id has no SecretString")
        val key = rest.firstOrNull().orEmpty()
        if (key.isEmpty()) return text
        val value = (StrictJson.parse(text) as? JsonObject)?.get(key)?.scalar
        return value ?: throw TemplateFaults.invalid("Could not find a value associated with JSONKey in SecretString")
    }
}

/** The value of the parameter [name] of Systems Manager, which may end in its version. */
internal fun storedParameter(
    call: CloudFormationCall,
    name: String,
    refused: (AwsFault) -> AwsFault,
): String =
    try {
        val input =
            buildJsonObject {
                put("Name", name)
                put("WithDecryption", true)
            }
        val parameter = call.serviceCall("ssm", "GetParameter", input, ResourceCalls.SENDER)["Parameter"] as Map<*, *>
        parameter["Value"] as String
    } catch (fault: AwsFault) {
        throw refused(fault)
    }
