package io.mockaws.services.cloudformation

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudformation.model.Capability
import software.amazon.awssdk.services.cloudformation.model.StackStatus

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html */
class StacksTest {
    @Test
    fun `a template makes what a client would make, and the waiter is content`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create("shop", SHOP) { parameters(parameter("Name", "orders")) }
                client.waiter().waitUntilStackCreateComplete { it.stackName("shop") }
                val stack = client.stack("shop")
                stack.stackStatus() shouldBe StackStatus.CREATE_COMPLETE
                val outputs = stack.outputs().associate { it.outputKey() to it.outputValue() }
                outputs["Url"] shouldBe sqs.queue("orders").url
                outputs["Arn"] shouldBe sqs.queue("orders").arn
                outputs["Text"] shouldBe "orders in us-east-1 of shop"
                s3.buckets().map { it.name }.single() shouldStartWith "shop-bucket-"
                val made = calls("sqs", "CreateQueue").single()
                made.calledBy shouldBe "cloudformation.amazonaws.com"
            }
        }
    }

    @Test
    fun `events come in AWS's order`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create("one", ONE_QUEUE)
                client.events("one") shouldContainExactly
                    listOf(
                        "one CREATE_IN_PROGRESS User Initiated",
                        "Queue CREATE_IN_PROGRESS",
                        "Queue CREATE_IN_PROGRESS Resource creation Initiated",
                        "Queue CREATE_COMPLETE",
                        "one CREATE_COMPLETE",
                    )
            }
        }
    }

    @Test
    fun `an update changes what can be changed and replaces what cannot`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create("one", ONE_QUEUE)
                client.update("one", ONE_QUEUE.replace("VisibilityTimeout: 5", "VisibilityTimeout: 9"))
                queueAttribute("first", "VisibilityTimeout") shouldBe "9"
                client.update("one", ONE_QUEUE.replace("first", "second"))
                ("first" in queueNames()) shouldBe false
                ("second" in queueNames()) shouldBe true
                client.stack("one").stackStatus() shouldBe StackStatus.UPDATE_COMPLETE
                client.events("one").takeLast(8) shouldContainExactly
                    listOf(
                        "one UPDATE_IN_PROGRESS User Initiated",
                        "Queue UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.",
                        "Queue UPDATE_IN_PROGRESS Resource creation Initiated",
                        "Queue UPDATE_COMPLETE",
                        "one UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "Queue DELETE_IN_PROGRESS",
                        "Queue DELETE_COMPLETE",
                        "one UPDATE_COMPLETE",
                    )
                refusal { client.update("one", ONE_QUEUE.replace("first", "second")) } shouldBe
                    "ValidationError: No updates are to be performed."
            }
        }
    }

    @Test
    fun `a resource that fails takes the stack back`() = runTest {
        mockAws {
            sqs.queue("taken")
            stacks.use { client ->
                client.create("bad", BAD)
                client.stack("bad").stackStatus() shouldBe StackStatus.ROLLBACK_COMPLETE
                ("fresh" in queueNames()) shouldBe false
                val events = client.events("bad")
                events shouldContain
                    "bad ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Second]. Rollback requested by user."
                events.last() shouldBe "bad ROLLBACK_COMPLETE"
                events shouldContain "First DELETE_COMPLETE"
                refusal { client.update("bad", ONE_QUEUE) } shouldContain "is in ROLLBACK_COMPLETE state and can not be updated."
            }
        }
    }

    @Test
    fun `a failed update is taken back`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create("one", ONE_QUEUE)
                client.update(
                    "one",
                    ONE_QUEUE.replace("VisibilityTimeout: 5", "VisibilityTimeout: 6").trimIndent() +
                        "\n  Topic:\n    Type: AWS::SNS::Topic\n    DependsOn: Queue\n  Bad:\n    Type: AWS::SNS::Subscription\n" +
                        "    Properties: { TopicArn: !Ref Topic, Protocol: nonsense, Endpoint: x }\n",
                )
                client.stack("one").stackStatus() shouldBe StackStatus.UPDATE_ROLLBACK_COMPLETE
                queueAttribute("first", "VisibilityTimeout") shouldBe "5"
                sns.topics().size shouldBe 0
            }
        }
    }

    @Test
    fun `a deleted stack takes along what it made but for what is retained`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create(
                    "one",
                    ONE_QUEUE.trimIndent() +
                        "\n  Kept:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: Retain\n    Properties: { QueueName: kept }\n"
                )
                val id = client.stack("one").stackId()
                client.deleteStack { it.stackName("one") }
                client.waiter().waitUntilStackDeleteComplete { it.stackName("one") }
                ("first" in queueNames()) shouldBe false
                ("kept" in queueNames()) shouldBe true
                refusal { client.stack("one") } shouldBe "ValidationError: Stack with id one does not exist"
                client.stack(id).stackStatus() shouldBe StackStatus.DELETE_COMPLETE
            }
        }
    }

    @Test
    fun `exports are imported, and cannot go while they are`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create(
                    "base",
                    """
                    Resources: { Topic: { Type: AWS::SNS::Topic } }
                    Outputs: { Arn: { Value: !Ref Topic, Export: { Name: !Sub "${'$'}{AWS::StackName}-topic" } } }
                    """,
                )
                client.create(
                    "user",
                    """
                    Resources:
                      Parameter: { Type: AWS::SSM::Parameter, Properties: { Type: String, Name: /arn, Value: !ImportValue base-topic } }
                    """,
                )
                ssm.parameter("/arn").value shouldBe sns.topics().single().arn
                client.listExports().exports().single().name() shouldBe "base-topic"
                client.listImports { it.exportName("base-topic") }.imports() shouldBe listOf("user")
                client.deleteStack { it.stackName("base") }
                client.stack("base").stackStatusReason() shouldBe "Export base-topic cannot be deleted as it is in use by user"
                client.create(
                    "lost",
                    "Resources: { P: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: !ImportValue nothing } } }"
                )
                client.events("lost").joinToString() shouldContain "No export named nothing found."
            }
        }
    }

    @Test
    fun `topics hear of what happens`() = runTest {
        mockAws {
            val topic = sns.topic("news")
            val inbox = sqs.queue("inbox")
            topic.subscribe(inbox.arn, raw = true)
            stacks.use { client ->
                client.create("one", ONE_QUEUE) { notificationARNs(topic.arn) }
                inbox.messages().map { it.body }.filter { "ResourceStatus='CREATE_COMPLETE'" in it }.size shouldBe 2
            }
        }
    }

    @Test
    fun `IAM and transforms need capabilities`() = runTest {
        mockAws {
            stacks.use { client ->
                val role = """{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{}}}}}"""
                refusal { client.create("s", role) { capabilities(emptyList<Capability>()) } } shouldBe
                    "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]"
                val named = role.replace("\"AssumeRole", "\"RoleName\":\"r\",\"AssumeRole")
                refusal { client.create("s", named) { capabilities(Capability.CAPABILITY_IAM) } } shouldBe
                    "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]"
            }
        }
    }

    @Test
    fun `a fixture deploys, and tells where a template is wrong`() = runTest {
        mockAws {
            val stack = cloudFormation.deployText("shop", SHOP.trimIndent(), mapOf("Name" to "a"))
            stack.outputs["Url"] shouldBe sqs.queue("a").url
            stack.resources shouldContainKey "Bucket"
            cloudFormation.deployText("shop", SHOP.trimIndent(), mapOf("Name" to "b")).status shouldBe "UPDATE_COMPLETE"
            shouldThrow<IllegalArgumentException> {
                cloudFormation.deployText("x", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Propertie: {}")
            }
                .message shouldBe "template:4:5 /Resources/Queue/Propertie: Invalid template resource property 'Propertie'"
            shouldThrow<IllegalStateException> { cloudFormation.deployText("y", BAD.trimIndent()) }.message!! shouldContain "Second: "
            stack.delete()
            stack.exists shouldBe false
        }
    }

    private companion object {
        const val SHOP =
            """
            AWSTemplateFormatVersion: "2010-09-09"
            Description: A shop
            Parameters:
              Name: { Type: String, Default: orders }
            Conditions:
              IsBig: !Equals [!Ref Name, big]
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !Ref Name
                  VisibilityTimeout: !If [IsBig, 100, 10]
              Bucket:
                Type: AWS::S3::Bucket
              Never:
                Type: AWS::SQS::Queue
                Condition: IsBig
            Outputs:
              Url: { Value: !Ref Queue }
              Arn: { Value: !GetAtt Queue.Arn }
              Text: { Value: !Sub "${'$'}{Name} in ${'$'}{AWS::Region} of ${'$'}{AWS::StackName}" }
            """

        const val ONE_QUEUE =
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties: { QueueName: first, VisibilityTimeout: 5 }
            """

        const val BAD =
            """
            Resources:
              First: { Type: AWS::SQS::Queue, Properties: { QueueName: fresh } }
              Second: { Type: AWS::SNS::Subscription, DependsOn: First, Properties: { TopicArn: nothing, Protocol: sqs, Endpoint: x } }
            """
    }
}
