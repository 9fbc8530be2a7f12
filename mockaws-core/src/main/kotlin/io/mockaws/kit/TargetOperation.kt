package io.mockaws.kit

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64

/** The operation by which EventBridge and its scheduler reach a target that takes no parcels. */
internal class TargetOperation(
    /** As the AWS CLI has it: `stepfunctions`. */
    val service: String,
    /** As AWS names it: `StartExecution`. */
    val name: String,
    /** By the names of AWS's model. */
    val input: JsonObject,
    /** Why its output is a refusal all the same; null where it is none. */
    val refusalOf: (Map<String, Any?>) -> AwsFault? = { null },
)

/**
 * Has the service [sender] call [operation] on behalf of its resource [source].
 *
 * @return the members of its output
 * @throws AwsFault where the target does not take it
 */
internal fun CallContext<*>.callOperation(
    operation: TargetOperation,
    sender: String,
    source: String,
    place: Place,
): Map<String, Any?> {
    val output = serviceCall(operation.service, operation.name, operation.input, sender, source, place)
    operation.refusalOf(output)?.let { throw it }
    return output
}

/** What of a target and its event decides about the call. */
internal class TargetParts(
    val arn: Arn,
    /** What the target gets. */
    val text: String,
    /** An id that no other call has. */
    val id: String,
    /** Structures such as `EcsParameters`, by AWS's names. */
    val parameters: JsonObject,
    /** What decides about the shard of a stream. */
    val partitionKey: String,
)

/**
 * How targets are called, by the service of their ARN.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
internal object TargetOperations {
    /** Null for a target that nobody here knows how to call. */
    fun of(parts: TargetParts): TargetOperation? {
        val arn = parts.arn
        return when (arn.service) {
            "execute-api" -> ApiTarget.of(parts)

            "kinesis" -> TargetOperation("kinesis", "PutRecord", kinesis(parts))

            "firehose" -> TargetOperation("firehose", "PutRecord", firehose(parts))

            "states" -> TargetOperation("stepfunctions", "StartExecution", states(parts))

            "ecs" -> TargetOperation("ecs", "RunTask", ecs(parts))

            "batch" -> TargetOperation("batch", "SubmitJob", batch(parts))

            "codebuild" -> TargetOperation("codebuild", "StartBuild", codeBuild(parts))

            "codepipeline" -> TargetOperation("codepipeline", "StartPipelineExecution", texts("name" to arn.resource))

            "ssm" -> TargetOperation("ssm", "SendCommand", runCommand(parts))

            "sagemaker" -> TargetOperation("sagemaker", "StartPipelineExecution", pipeline(parts))

            "redshift", "redshift-serverless" -> TargetOperation("redshift-data", "ExecuteStatement", statement(parts))

            "inspector" ->
                TargetOperation("inspector", "StartAssessmentRun", texts("assessmentTemplateArn" to arn.toString()))

            else -> null
        }
    }

    private fun kinesis(parts: TargetParts) =
        texts(
            "StreamName" to parts.arn.resource.substringAfter('/'),
            "Data" to base64(parts.text),
            "PartitionKey" to parts.partitionKey,
        )

    private fun firehose(parts: TargetParts) =
        buildJsonObject {
            put("DeliveryStreamName", parts.arn.resource.substringAfter('/'))
            put("Record", texts("Data" to base64(parts.text)))
        }

    private fun states(parts: TargetParts) =
        texts("stateMachineArn" to parts.arn.toString(), "name" to parts.id, "input" to parts.text)

    private fun ecs(parts: TargetParts) =
        buildJsonObject {
            put("cluster", parts.arn.toString())
            for ((name, value) in parts.structure("EcsParameters")) {
                when (name) {
                    "TaskDefinitionArn" -> put("taskDefinition", value)
                    "TaskCount" -> put("count", value)
                    "Tags" -> put("tags", lowered(value))
                    else -> put(lowered(name), value)
                }
            }
            parts.json?.takeIf { "containerOverrides" in it }?.let { put("overrides", it) }
        }

    private fun batch(parts: TargetParts) =
        buildJsonObject {
            put("jobQueue", parts.arn.toString())
            for ((name, value) in parts.structure("BatchParameters")) put(lowered(name), lowered(value))
            (parts.json?.get("Parameters") as? JsonObject)?.let { put("parameters", it) }
        }

    private fun codeBuild(parts: TargetParts) =
        buildJsonObject {
            // What the input says of the build; an event says nothing of it.
            parts.json?.takeIf { "detail-type" !in it }?.forEach { (name, value) -> put(name, value) }
            put("projectName", parts.arn.resource.substringAfter('/'))
        }

    private fun runCommand(parts: TargetParts) =
        buildJsonObject {
            put("DocumentName", parts.arn.resource.substringAfter("document/"))
            parts.structure("RunCommandParameters")["RunCommandTargets"]?.let { put("Targets", it) }
            parts.json?.takeIf { "detail-type" !in it }?.let { put("Parameters", it) }
        }

    private fun pipeline(parts: TargetParts) =
        buildJsonObject {
            put("PipelineName", parts.arn.resource.substringAfter('/'))
            put("ClientRequestToken", parts.id)
            parts.structure("SageMakerPipelineParameters")["PipelineParameterList"]
                ?.let { put("PipelineParameters", it) }
        }

    private fun statement(parts: TargetParts) =
        buildJsonObject {
            val member = if (parts.arn.service == "redshift") "ClusterIdentifier" else "WorkgroupName"
            put(member, parts.arn.resource.substringAfter(':').substringAfter('/'))
            for ((name, value) in parts.structure("RedshiftDataParameters")) {
                put(if (name == "SecretManagerArn") "SecretArn" else name, value)
            }
        }

    private fun TargetParts.structure(name: String): JsonObject = parameters[name] as? JsonObject ?: NOTHING

    private val TargetParts.json: JsonObject? get() = StrictJson.parse(text) as? JsonObject

    private fun lowered(value: JsonElement): JsonElement =
        when (value) {
            is JsonObject -> JsonObject(value.entries.associate { (name, item) -> lowered(name) to lowered(item) })
            is JsonArray -> JsonArray(value.map(::lowered))
            else -> value
        }

    private fun lowered(name: String): String = name.replaceFirstChar(Char::lowercase)

    private fun base64(text: String): String = Base64.getEncoder().encodeToString(text.encodeToByteArray())

    private fun texts(vararg members: Pair<String, String>): JsonObject =
        JsonObject(members.associate { (name, value) -> name to JsonPrimitive(value) })

    private val NOTHING = JsonObject(emptyMap())
}
