package io.mockaws.services.cloudformation

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.sqs.SqsClient

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html */
class StackSetsTest {
    @Test
    fun `a set makes a stack in each region, changes and removes them`() = runTest {
        mockAws {
            fun names(region: String) =
                javaSdk.configure(SqsClient.builder()).region(Region.of(region)).build().use { client ->
                    client.listQueues().queueUrls().map { it.substringAfterLast('/') }
                }
            stacks.use { client ->
                client.createStackSet { it.stackSetName("all").templateBody(template("a")) }
                val regions = listOf("us-east-1", "eu-west-1")
                val operation = client.createStackInstances { it.stackSetName("all").accounts(accountId).regions(regions) }.operationId()
                client.describeStackSetOperation {
                    it.stackSetName("all").operationId(operation)
                }.stackSetOperation().statusAsString() shouldBe
                    "SUCCEEDED"
                client.listStackInstances {
                    it.stackSetName("all")
                }.summaries().map { "${it.region()} ${it.statusAsString()}" } shouldContainExactly
                    listOf("us-east-1 CURRENT", "eu-west-1 CURRENT")
                names("eu-west-1") shouldBe listOf("a")
                client.updateStackSet { it.stackSetName("all").templateBody(template("b")) }
                names("us-east-1") shouldBe listOf("b")
                refusal { client.deleteStackSet { it.stackSetName("all") } } shouldContain "StackSetNotEmptyException"
                client.deleteStackInstances { it.stackSetName("all").accounts(accountId).regions(regions).retainStacks(false) }
                names("eu-west-1") shouldBe emptyList()
                client.deleteStackSet { it.stackSetName("all") }
                refusal { client.describeStackSet { it.stackSetName("all") } } shouldBe "StackSetNotFoundException: StackSet all not found"
            }
        }
    }

    private fun template(name: String) = "Resources: { Q: { Type: AWS::SQS::Queue, Properties: { QueueName: $name } } }"
}
