package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackEvent

/** Events of a stack, told to the topics that it names. A topic that is not there hears nothing, and breaks nothing. */
internal object Notifications {
    fun send(
        call: CloudFormationCall,
        event: StackEvent,
        topics: List<String>,
    ) {
        if (topics.isEmpty()) return
        val lines =
            listOf(
                "StackId" to event.stackId,
                "Timestamp" to event.at.toString(),
                "EventId" to event.id,
                "LogicalResourceId" to event.logicalId,
                "Namespace" to call.account,
                "PhysicalResourceId" to event.physicalId,
                "ResourceProperties" to event.properties.orEmpty(),
                "ResourceStatus" to event.status,
                "ResourceStatusReason" to event.reason.orEmpty(),
                "ResourceType" to event.type,
                "StackName" to event.stackName,
                "ClientRequestToken" to event.token.orEmpty(),
            )
        val text = lines.joinToString("") { (name, value) -> "$name='$value'\n" }
        val parcel = Parcel(text, ResourceCalls.SENDER, event.stackId, subject = "AWS CloudFormation Notification")
        topics.mapNotNull(Arn::parse).forEach { call.deliver(parcel, it) }
    }
}
