package io.mockaws.services.cloudformation

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html */
class DriftTest {
    @Test
    fun `what others changed and removed is found`() = runTest {
        mockAws {
            val stack =
                cloudFormation.deployText(
                    "d",
                    "Resources:\n  Changed: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1 } }\n" +
                        "  Gone: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1 } }\n" +
                        "  Same: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1 } }",
                )
            javaSdk.configure(SqsClient.builder()).build().use { client ->
                client.setQueueAttributes { it.queueUrl(stack.resources["Changed"]).attributesWithStrings(mapOf("DelaySeconds" to "9")) }
                client.deleteQueue { it.queueUrl(stack.resources["Gone"]) }
            }
            stacks.use { client ->
                val id = client.detectStackDrift { it.stackName("d") }.stackDriftDetectionId()
                val status = client.describeStackDriftDetectionStatus { it.stackDriftDetectionId(id) }
                status.stackDriftStatusAsString() shouldBe "DRIFTED"
                status.driftedStackResourceCount() shouldBe 2
                client.describeStackResourceDrifts { it.stackName("d") }.stackResourceDrifts()
                    .associate { it.logicalResourceId() to it.stackResourceDriftStatusAsString() } shouldBe
                    mapOf("Changed" to "MODIFIED", "Gone" to "DELETED", "Same" to "IN_SYNC")
            }
        }
    }
}
