package io.mockaws.services.cloudformation.special

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.resource.ResourceHandler
import io.mockaws.services.cloudformation.resource.ResourceWork
import io.mockaws.services.cloudformation.resource.UniqueName
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.SIGNALS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import io.mockaws.services.cloudformation.template.NOTHING
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.wire.Blob
import kotlinx.coroutines.CancellationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.Base64
import kotlin.time.Duration.Companion.seconds

/**
 * Resources that a function of AWS Lambda, a topic or the test itself stands for.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
internal object CustomResource : ResourceHandler {
    /** What a handler of the test's for [type] is kept under. */
    fun keyOf(type: String): String = "cloudformation custom $type"

    private const val TIMEOUT = 3600L
    private const val MAX_ID = 128

    private class Request(
        val kind: String,
        val stackId: String,
        val logicalId: String,
        val type: String,
        val properties: JsonObject,
        val old: JsonObject? = null,
        val physicalId: String? = null,
        val fallbackId: String? = physicalId,
    )

    override fun create(work: ResourceWork): Outcome {
        val made = UniqueName.of(work.stack, work.logicalId, work.call, MAX_ID)
        return ask(
            work.call,
            Request("Create", work.stack.id, work.logicalId, work.type, work.properties, fallbackId = made)
        )
    }

    override fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome = ask(
        work.call,
        Request(
            "Update",
            work.stack.id,
            work.logicalId,
            work.type,
            work.properties,
            before.properties,
            before.physicalId
        )
    )

    override fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait? {
        val request =
            Request(
                "Delete",
                stack.id,
                resource.logicalId,
                resource.type,
                resource.properties,
                physicalId = resource.physicalId
            )
        return (ask(call, request) as? Outcome.Waits)?.wait
    }

    override fun replacing(changed: Set<String>): Set<String> = changed.filterTo(LinkedHashSet()) {
        it == "ServiceToken"
    }

    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement =
        resource.attributes[name]
            ?: name.split('.').fold(resource.attributes as JsonElement?) { at, part -> (at as? JsonObject)?.get(part) }
            ?: throw TemplateFaults.invalid(
                "CustomResource attribute error: Vendor response doesn't contain $name attribute"
            )

    private fun ask(
        call: CloudFormationCall,
        request: Request,
    ): Outcome {
        val own = call.world.functions[keyOf(request.type)] as CustomResourceHandler?
        if (own != null) return asked(own, request)
        val token =
            request.properties.textAt("ServiceToken")
                ?: throw TemplateFaults.invalid(
                    "Property validation failure: [The property {/ServiceToken} is required]"
                )
        val key = call.ids.uuid()
        send(call, token, event(request, key, Answers.of(call).urlOf(key, call)))
        val timeout = request.properties.textAt("ServiceTimeout")?.toLongOrNull() ?: TIMEOUT
        return answer(call, key, request.fallbackId)
            ?: Outcome.Waits(Wait(key, call.now() + timeout.seconds), request.fallbackId, NOTHING)
    }

    private fun asked(
        handler: CustomResourceHandler,
        request: Request,
    ): Outcome {
        val properties = membersOf(texts(request.properties) as JsonObject)
        val old = request.old?.let { membersOf(texts(it) as JsonObject) }.orEmpty()
        val asked =
            CustomResourceRequest(
                request.kind,
                request.type,
                request.logicalId,
                request.physicalId,
                request.stackId,
                properties,
                old
            )
        try {
            val answer = handler.handle(asked)
            return Outcome.Done(answer.physicalId ?: request.fallbackId!!, jsonOf(answer.data) as JsonObject)
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (failure: Exception) {
            throw TemplateFaults.invalid(
                "Received response status [FAILED] from custom resource. Message returned: ${failure.message}"
            )
        }
    }

    private fun event(
        request: Request,
        key: String,
        url: String,
    ): JsonObject =
        buildJsonObject {
            put("RequestType", request.kind)
            put("ServiceToken", request.properties.textAt("ServiceToken"))
            put("ResponseURL", url)
            put("StackId", request.stackId)
            put("RequestId", key)
            put("LogicalResourceId", request.logicalId)
            request.physicalId?.let { put("PhysicalResourceId", it) }
            put("ResourceType", request.type)
            put("ResourceProperties", texts(request.properties))
            request.old?.let { put("OldResourceProperties", texts(it)) }
        }

    /** Numbers and truth values are texts on the way. */
    private fun texts(json: JsonElement): JsonElement =
        when (json) {
            is JsonObject -> JsonObject(json.mapValues { texts(it.value) })
            is JsonArray -> JsonArray(json.map(::texts))
            is JsonPrimitive -> JsonPrimitive(json.content)
        }

    private fun send(
        call: CloudFormationCall,
        token: String,
        event: JsonObject,
    ) {
        val arn = Arn.parse(token) ?: Arn.of("lambda", call.place, "function:$token")
        if (arn.service == "sns") {
            call.deliver(
                Parcel(event.toString(), ResourceCalls.SENDER, subject = "AWS CloudFormation custom resource request"),
                arn
            )?.let {
                throw it
            }
            return
        }
        val input =
            buildJsonObject {
                put("FunctionName", token)
                put("InvocationType", "RequestResponse")
                put("Payload", Base64.getEncoder().encodeToString(event.toString().encodeToByteArray()))
            }
        val answer = call.serviceCall("lambda", "Invoke", input, ResourceCalls.SENDER, place = arn.place)
        if (answer["FunctionError"] == null) return
        val error = Json.parseToJsonElement((answer["Payload"] as Blob).bytes.decodeToString()) as? JsonObject
        throw TemplateFaults.invalid(
            "The function $token failed: ${error?.textAt("errorMessage") ?: "without a message"}"
        )
    }

    override fun resume(
        call: CloudFormationCall,
        resource: StackResource,
        wait: Wait,
    ): Outcome {
        answer(call, wait.key, resource.physicalId)?.let { return it }
        if (call.now() < wait.deadline) return Outcome.Waits(wait, resource.physicalId, resource.attributes)
        throw TemplateFaults.invalid(
            "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${wait.key}]."
        )
    }

    /** Null where nobody has answered. */
    private fun answer(
        call: CloudFormationCall,
        key: String,
        physicalId: String?,
    ): Outcome? {
        val signal = call.state.now[SIGNALS].values.firstOrNull { it.target == key } ?: return null
        call.state.write { remove(SIGNALS, signal.number.toString()) }
        val body =
            StrictJson.parse(signal.data.orEmpty()) as? JsonObject
                ?: throw TemplateFaults.invalid("Invalid response from custom resource: it is no JSON object")
        val id = body.textAt("PhysicalResourceId") ?: physicalId
        if (body.textAt("Status") != "SUCCESS") {
            throw TemplateFaults.invalid(
                "Received response status [FAILED] from custom resource. Message returned: ${body.textAt(
                    "Reason"
                )} (RequestId: $key)"
            )
        }
        return Outcome.Done(id ?: throw TemplateFaults.invalid("Invalid PhysicalResourceId"), body.section("Data"))
    }
}
