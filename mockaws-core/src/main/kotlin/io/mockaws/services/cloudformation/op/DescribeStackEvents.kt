package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.eventsOf
import io.mockaws.services.cloudformation.state.stackOrNull
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class DescribeStackEventsOutput(
    val stackEvents: List<Shown>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Shown(
        val stackId: String,
        val eventId: String,
        val stackName: String,
        val logicalResourceId: String,
        val physicalResourceId: String,
        val resourceType: String,
        val timestamp: Instant,
        val resourceStatus: String,
        val resourceStatusReason: String?,
        val resourceProperties: String?,
        val clientRequestToken: String?,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
internal fun describeStackEvents(
    input: StackPageInput,
    call: CloudFormationCall,
): DescribeStackEventsOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    val page =
        pageOf(call.eventsOf(stack.id), input.nextToken, "DescribeStackEvents ${stack.id}") { it.number.toString() }
    val shown =
        page.items.map {
            DescribeStackEventsOutput.Shown(
                it.stackId,
                it.id,
                it.stackName,
                it.logicalId,
                it.physicalId,
                it.type,
                it.at,
                it.status,
                it.reason,
                it.properties,
                it.token,
            )
        }
    return DescribeStackEventsOutput(shown, page.nextToken)
}
