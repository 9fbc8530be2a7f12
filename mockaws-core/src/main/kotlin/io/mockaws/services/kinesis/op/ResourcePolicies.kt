package io.mockaws.services.kinesis.op

import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.POLICIES
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.consumer
import io.mockaws.services.kinesis.stream.KinesisFaults
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class PutResourcePolicyInput(
    val resourceArn: String,
    val policy: String,
)

@Serializable
internal data class ResourcePolicyInput(
    val resourceArn: String,
)

@Serializable
internal data class GetResourcePolicyOutput(
    val policy: String,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html */
internal fun putResourcePolicy(
    request: PutResourcePolicyInput,
    call: KinesisCall,
) {
    val owner = call.ownerOf(request.resourceArn)
    if (StrictJson.parse(
            request.policy
        ) !is JsonObject
    ) {
        throw KinesisFaults.invalid("Policy is not a valid JSON document.")
    }
    owner.state.write { this[POLICIES, request.resourceArn] = request.policy }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html */
internal fun getResourcePolicy(
    request: ResourcePolicyInput,
    call: KinesisCall,
): GetResourcePolicyOutput =
    GetResourcePolicyOutput(call.ownerOf(request.resourceArn).state.now[POLICIES][request.resourceArn] ?: "{}")

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteResourcePolicy.html */
internal fun deleteResourcePolicy(
    request: ResourcePolicyInput,
    call: KinesisCall,
) = call.ownerOf(request.resourceArn).state.write {
    if (request.resourceArn !in this[POLICIES]) throw KinesisFaults.noPolicy(request.resourceArn)
    remove(POLICIES, request.resourceArn)
}

/** The context of where the stream or consumer [arn] is. */
private fun KinesisCall.ownerOf(arn: String): KinesisCall {
    val parsed = Arn.parse(arn) ?: throw KinesisFaults.invalid("Invalid ResourceARN: $arn")
    val owner = at(parsed.place)
    if (isConsumer(arn)) {
        consumer(arn)
    } else if (parsed.resource.substringAfter('/') !in owner.state.now[STREAMS]) {
        throw KinesisFaults.noStream(arn, account)
    }
    return owner
}
