package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.Target
import io.mockaws.services.events.event.Event
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put
import java.util.Base64

/** What a target gets that takes it by one of its service's own operations. */
internal class TargetCall(
    val target: Target,
    val arn: Arn,
    val input: String,
    val event: Event,
    val rule: String,
)

/**
 * Calls the operation by which EventBridge reaches such a target.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 *
 * @throws AwsFault what its service answers; 501 where nobody knows how that target is called
 */
internal fun EventsCall.callTarget(call: TargetCall) {
    val arn = call.arn
    when (arn.service) {
        "kinesis" -> make(call, "kinesis", "PutRecord", kinesis(call))
        "firehose" -> make(call, "firehose", "PutRecord", firehose(call))
        "states" -> make(call, "stepfunctions", "StartExecution", states(call))
        "logs" -> log(call)
        "ecs" -> make(call, "ecs", "RunTask", ecs(call))
        "batch" -> make(call, "batch", "SubmitJob", batch(call))
        "codebuild" -> make(call, "codebuild", "StartBuild", named(call, "projectName"))
        "codepipeline" -> make(call, "codepipeline", "StartPipelineExecution", obj("name" to arn.resource))
        "ssm" -> make(call, "ssm", "SendCommand", runCommand(call))
        "sagemaker" -> make(call, "sagemaker", "StartPipelineExecution", pipeline(call))
        "redshift", "redshift-serverless" -> make(call, "redshift-data", "ExecuteStatement", statement(call))
        else -> throw AwsFault("NotImplemented", "mockaws does not know how $arn is called by EventBridge", NOT_IMPLEMENTED)
    }
}

private fun EventsCall.make(
    call: TargetCall,
    service: String,
    operation: String,
    input: JsonObject,
) {
    serviceCall(service, operation, input, call.arn.place, SENDER, call.rule)
}

private fun kinesis(call: TargetCall): JsonObject {
    val path = call.target.members.part("KinesisParameters")?.text("PartitionKeyPath")
    val key = path?.let { JsonPath.parse(it)?.find(call.event.json) }
    return obj(
        "StreamName" to call.arn.resource.substringAfter('/'),
        "Data" to base64(call.input),
        "PartitionKey" to ((key as? JsonPrimitive)?.contentOrNull ?: key?.toString() ?: call.event.id),
    )
}

private fun firehose(call: TargetCall): JsonObject =
    buildJsonObject {
        put("DeliveryStreamName", call.arn.resource.substringAfter('/'))
        put("Record", obj("Data" to base64(call.input)))
    }

private fun states(call: TargetCall): JsonObject = obj("stateMachineArn" to call.arn.toString(), "input" to call.input)

/** Each event is in a stream of its own. */
private fun EventsCall.log(call: TargetCall) {
    val group = call.arn.resource.removePrefix("log-group:").removeSuffix(":*")
    val stream = ids.uuid()
    make(call, "logs", "CreateLogStream", obj("logGroupName" to group, "logStreamName" to stream))
    val line =
        buildJsonObject {
            put("timestamp", call.event.time.toEpochMilliseconds())
            put("message", call.input)
        }
    make(
        call,
        "logs",
        "PutLogEvents",
        buildJsonObject {
            put("logGroupName", group)
            put("logStreamName", stream)
            put("logEvents", JsonArray(listOf(line)))
        },
    )
}

private fun ecs(call: TargetCall): JsonObject =
    buildJsonObject {
        val said = call.target.members.part("EcsParameters").orEmpty()
        put("cluster", call.arn.toString())
        for ((name, value) in said) {
            when (name) {
                "TaskDefinitionArn" -> put("taskDefinition", value)
                "TaskCount" -> put("count", value)
                "Tags" -> put("tags", lowered(value))
                else -> put(name.replaceFirstChar(Char::lowercase), value)
            }
        }
        jsonOf(call.input)?.let { if ("containerOverrides" in it) put("overrides", it) }
    }

private fun batch(call: TargetCall): JsonObject =
    buildJsonObject {
        val said = call.target.members.part("BatchParameters").orEmpty()
        put("jobQueue", call.arn.toString())
        for ((name, value) in said) put(name.replaceFirstChar(Char::lowercase), lowered(value))
        jsonOf(call.input)?.part("Parameters")?.let { put("parameters", it) }
    }

private fun runCommand(call: TargetCall): JsonObject =
    buildJsonObject {
        put("DocumentName", call.arn.resource.substringAfter("document/"))
        call.target.members.part("RunCommandParameters")?.get("RunCommandTargets")?.let { put("Targets", it) }
        jsonOf(call.input)?.let { put("Parameters", it) }
    }

private fun pipeline(call: TargetCall): JsonObject =
    buildJsonObject {
        put("PipelineName", call.arn.resource.substringAfter('/'))
        put("ClientRequestToken", call.event.id)
        call.target.members.part("SageMakerPipelineParameters")?.get("PipelineParameterList")
            ?.let { put("PipelineParameters", it) }
    }

private fun statement(call: TargetCall): JsonObject =
    buildJsonObject {
        val said = call.target.members.part("RedshiftDataParameters").orEmpty()
        val name = if (call.arn.service == "redshift") "ClusterIdentifier" else "WorkgroupName"
        put(name, call.arn.resource.substringAfter(':').substringAfter('/'))
        for ((member, value) in said) put(if (member == "SecretManagerArn") "SecretArn" else member, value)
    }

/** What the input says of the run, and the name of what is run. */
private fun named(
    call: TargetCall,
    member: String,
): JsonObject =
    buildJsonObject {
        if ("Input" in call.target.members) jsonOf(call.input)?.forEach { (name, value) -> put(name, value) }
        put(member, call.arn.resource.substringAfter('/'))
    }

private fun lowered(value: JsonElement): JsonElement =
    when (value) {
        is JsonObject -> JsonObject(value.entries.associate { (k, v) -> k.replaceFirstChar(Char::lowercase) to lowered(v) })
        is JsonArray -> JsonArray(value.map(::lowered))
        else -> value
    }

private fun jsonOf(text: String): JsonObject? = StrictJson.parse(text) as? JsonObject

private fun base64(text: String): String = Base64.getEncoder().encodeToString(text.encodeToByteArray())

private fun obj(vararg members: Pair<String, String>): JsonObject =
    JsonObject(members.associate { (name, value) -> name to JsonPrimitive(value) })

private const val NOT_IMPLEMENTED = 501
