package io.mockaws.services.cloudformation

import io.mockaws.MockAws
import software.amazon.awssdk.services.cloudformation.CloudFormationClient
import software.amazon.awssdk.services.cloudformation.model.Capability
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest
import software.amazon.awssdk.services.cloudformation.model.Parameter
import software.amazon.awssdk.services.cloudformation.model.Stack
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest
import software.amazon.awssdk.services.sqs.SqsClient

internal val MockAws.stacks: CloudFormationClient get() = javaSdk.configure(CloudFormationClient.builder()).build()

internal fun CloudFormationClient.create(name: String, template: String, more: CreateStackRequest.Builder.() -> Unit = {}): String =
    createStack { it.stackName(name).templateBody(template.trimIndent()).capabilities(Capability.knownValues()).apply(more) }.stackId()

internal fun CloudFormationClient.update(name: String, template: String, more: UpdateStackRequest.Builder.() -> Unit = {}): String =
    updateStack { it.stackName(name).templateBody(template.trimIndent()).capabilities(Capability.knownValues()).apply(more) }.stackId()

internal fun CloudFormationClient.stack(name: String): Stack = describeStacks { it.stackName(name) }.stacks().single()

internal fun CloudFormationClient.events(name: String): List<String> =
    describeStackEventsPaginator { it.stackName(name) }.stackEvents().toList().reversed().map {
        "${it.logicalResourceId()} ${it.resourceStatusAsString()}" + it.resourceStatusReason()?.let { reason -> " $reason" }.orEmpty()
    }

internal fun parameter(name: String, value: String): Parameter = Parameter.builder().parameterKey(name).parameterValue(value).build()

internal fun MockAws.queueNames(): List<String> =
    javaSdk.configure(SqsClient.builder()).build().use { client -> client.listQueues().queueUrls().map { it.substringAfterLast('/') } }

internal fun MockAws.queueAttribute(queue: String, name: String): String? =
    javaSdk.configure(SqsClient.builder()).build().use { client ->
        val url = client.getQueueUrl { it.queueName(queue) }.queueUrl()
        client.getQueueAttributes { it.queueUrl(url).attributeNamesWithStrings("All") }.attributesAsStrings()[name]
    }

/** What AWS refuses by. */
internal fun refusal(action: () -> Unit): String =
    try {
        action()
        "nothing was refused"
    } catch (refused: CloudFormationException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
