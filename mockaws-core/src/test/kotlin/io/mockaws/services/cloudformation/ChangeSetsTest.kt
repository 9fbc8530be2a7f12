package io.mockaws.services.cloudformation

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType
import software.amazon.awssdk.services.cloudformation.model.StackStatus

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html */
class ChangeSetsTest {
    @Test
    fun `a change set shows what comes and then makes it`() = runTest {
        mockAws {
            stacks.use { client ->
                client.createChangeSet { it.stackName("s").changeSetName("first").changeSetType(ChangeSetType.CREATE).templateBody(QUEUE) }
                client.waiter().waitUntilChangeSetCreateComplete { it.stackName("s").changeSetName("first") }
                client.stack("s").stackStatus() shouldBe StackStatus.REVIEW_IN_PROGRESS
                queueNames().shouldBeEmpty()
                client.executeChangeSet { it.stackName("s").changeSetName("first") }
                client.waiter().waitUntilStackCreateComplete { it.stackName("s") }
                queueNames() shouldContainExactly listOf("a")
                client.listChangeSets { it.stackName("s") }.summaries().shouldBeEmpty()
            }
        }
    }

    @Test
    fun `replacements, changes, additions and removals are told apart`() = runTest {
        mockAws {
            stacks.use { client ->
                client.create(
                    "s",
                    "Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: a } }\n  Old: { Type: AWS::SNS::Topic }\n" +
                        "  Same: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1 } }\n"
                )
                val to =
                    "Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: b } }\n  New: { Type: AWS::SNS::Topic }\n" +
                        "  Same: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 2 } }\n"
                client.createChangeSet { it.stackName("s").changeSetName("c").templateBody(to) }
                val changes = client.describeChangeSet { it.stackName("s").changeSetName("c") }.changes().map { it.resourceChange() }
                changes.map { "${it.actionAsString()} ${it.logicalResourceId()} ${it.replacementAsString()}" } shouldContainExactly
                    listOf("Add New null", "Remove Old null", "Modify Queue True", "Modify Same False")
                client.executeChangeSet { it.stackName("s").changeSetName("c") }
                client.stack("s").stackStatus() shouldBe StackStatus.UPDATE_COMPLETE
                client.createChangeSet { it.stackName("s").changeSetName("nothing").templateBody(to) }
                val empty = client.describeChangeSet { it.stackName("s").changeSetName("nothing") }
                empty.statusAsString() shouldBe "FAILED"
                empty.statusReason() shouldBe
                    "The submitted information didn't contain changes. Submit different information to create a change set."
                refusal { client.describeChangeSet { it.stackName("s").changeSetName("lost") } } shouldBe
                    "ChangeSetNotFound: ChangeSet [lost] does not exist"
            }
        }
    }

    @Test
    fun `what is there already can be taken in`() = runTest {
        mockAws {
            sqs.queue("mine")
            val url = sqs.queue("mine").url
            stacks.use { client ->
                client.createChangeSet { request ->
                    request.stackName("s").changeSetName("i").changeSetType(ChangeSetType.IMPORT)
                        .templateBody(
                            "Resources:\n  Queue: { Type: AWS::SQS::Queue, DeletionPolicy: Retain, Properties: { QueueName: mine } }\n"
                        )
                        .resourcesToImport({
                            it.resourceType("AWS::SQS::Queue").logicalResourceId("Queue").resourceIdentifier(mapOf("QueueUrl" to url))
                        })
                }
                client.executeChangeSet { it.stackName("s").changeSetName("i") }
                client.stack("s").stackStatusAsString() shouldBe "IMPORT_COMPLETE"
                cloudFormation.stack("s").resources shouldBe mapOf("Queue" to url)
            }
        }
    }

    private companion object {
        const val QUEUE = "Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: a } }\n"
    }

    // Recorded of AWS by LocalStack: tests/aws/services/cloudformation/api/test_stacks.py, test_stack_deletion_order.
    @Test
    fun `a change set that was executed leaves its name to the next`() = runTest {
        mockAws {
            stacks.use { client ->
                client.createChangeSet { it.stackName("s").changeSetName("c").changeSetType(ChangeSetType.CREATE).templateBody(QUEUE) }
                refusal {
                    client.createChangeSet {
                        it.stackName("s").changeSetName("c").changeSetType(ChangeSetType.CREATE).templateBody(QUEUE)
                    }
                } shouldBe
                    "AlreadyExistsException: ChangeSet c cannot be created due to a mismatch with existing attribute Template"
                client.executeChangeSet { it.stackName("s").changeSetName("c") }
                val to = "Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: b } }\n"
                val second = client.createChangeSet { it.stackName("s").changeSetName("c").templateBody(to) }.id()
                client.describeChangeSet { it.stackName("s").changeSetName("c") }.changeSetId() shouldBe second
                client.executeChangeSet { it.stackName("s").changeSetName("c") }
                queueNames() shouldContainExactly listOf("b")
            }
        }
    }
}
