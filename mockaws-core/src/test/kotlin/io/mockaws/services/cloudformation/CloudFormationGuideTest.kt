package io.mockaws.services.cloudformation

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import io.mockaws.services.cloudformation.special.CustomResourceAnswer
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudformation.CloudFormationClient

/** What docs/cloudformation.md shows. */
class CloudFormationGuideTest {
    @Test
    fun `a template has all that the shop needs`() = runTest {
        mockAws {
            val stack = cloudFormation.deploy("shop.yaml", mapOf("Stage" to "blue"))

            sqs.queue("orders-blue").send("42")

            stack.outputs["OrdersUrl"] shouldBe sqs.queue("orders-blue").url
            s3.bucket(stack.resources.getValue("Receipts")).put("42.txt", "paid")
        }
    }

    @Test
    fun `a stack of the code's own is there when its call returns`() = runTest {
        mockAws {
            CloudFormationClient.create().use { client ->
                client.createStack { it.stackName("shop").templateBody("Resources: { Orders: { Type: AWS::SQS::Queue } }") }
                client.waiter().waitUntilStackCreateComplete { it.stackName("shop") }
            }

            cloudFormation.stack("shop").events.last() shouldBe "shop CREATE_COMPLETE"
        }
    }

    @Test
    fun `the test stands for a custom resource`() = runTest {
        mockAws {
            cloudFormation.customResource("Custom::Seed") { request ->
                CustomResourceAnswer(mapOf("Rows" to request.properties["Count"]))
            }

            val stack =
                cloudFormation.deployText(
                    "seeded",
                    """
                    Resources:
                      Seed: { Type: "Custom::Seed", Properties: { ServiceToken: none, Count: 3 } }
                    Outputs:
                      Rows: { Value: !GetAtt Seed.Rows }
                    """.trimIndent(),
                )

            stack.outputs["Rows"] shouldBe "3"
        }
    }
}
