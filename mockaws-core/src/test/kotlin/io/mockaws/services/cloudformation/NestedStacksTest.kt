package io.mockaws.services.cloudformation

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudformation.model.StackStatus

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html */
class NestedStacksTest {
    @Test
    fun `a stack in a stack is made, changed and removed with it`() = runTest {
        mockAws {
            s3.bucket("templates").put("child.yaml", CHILD)
            stacks.use { client ->
                client.create("parent", PARENT)
                val parent = client.stack("parent")
                parent.stackStatus() shouldBe StackStatus.CREATE_COMPLETE
                parent.outputs().single().outputValue() shouldBe sqs.queue("a").arn
                val child = client.describeStacks().stacks().single { it.parentId() == parent.stackId() }
                child.rootId() shouldBe parent.stackId()
                client.update("parent", PARENT.replace("Name: a", "Name: b"))
                queueNames() shouldContainExactly listOf("b")
                client.deleteStack { it.stackName("parent") }
                client.describeStacks().stacks().size shouldBe 0
                queueNames().size shouldBe 0
            }
        }
    }

    @Test
    fun `a stack in it that fails takes it along`() = runTest {
        mockAws {
            s3.bucket("templates").put("child.yaml", CHILD.replace("AWS::SQS::Queue", "AWS::SQS::QueuePolicy"))
            stacks.use { client ->
                client.create("parent", PARENT)
                client.stack("parent").stackStatus() shouldBe StackStatus.ROLLBACK_COMPLETE
                client.events("parent").first { "Child CREATE_FAILED" in it } shouldContain
                    "was not successfully created: The following resource(s) failed to create: [Queue]."
            }
        }
    }

    private companion object {
        const val CHILD =
            "Parameters: { Name: { Type: String } }\n" +
                "Resources: { Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Name } } }\n" +
                "Outputs: { Arn: { Value: !GetAtt Queue.Arn } }\n"

        const val PARENT =
            """
            Resources:
              Child:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: https://templates.s3.amazonaws.com/child.yaml
                  Parameters: { Name: a }
            Outputs: { Arn: { Value: !GetAtt Child.Outputs.Arn } }
            """
    }
}
