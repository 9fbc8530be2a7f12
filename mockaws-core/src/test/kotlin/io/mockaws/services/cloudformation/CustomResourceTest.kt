package io.mockaws.services.cloudformation

import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.services.cloudformation.special.CustomResourceAnswer
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudformation.model.StackStatus
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html */
class CustomResourceTest {
    private fun put(url: String, body: String): Int =
        HttpClient.newHttpClient().send(
            HttpRequest.newBuilder(URI(url)).PUT(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString(),
        ).statusCode()

    private fun JsonElement.text(name: String) = jsonObject[name]?.jsonPrimitive?.content

    private fun answer(event: JsonElement, more: String) =
        """{"Status":"SUCCESS","RequestId":"${event.text("RequestId")}","StackId":"${event.text("StackId")}",""" +
            """"LogicalResourceId":"${event.text("LogicalResourceId")}",$more}"""

    @Test
    fun `a function answers by the address that it is given`() = runTest {
        mockAws {
            val requests = ArrayList<String>()
            lambda.function("seed") { event ->
                requests +=
                    "${event.text(
                        "RequestType"
                    )} ${event.jsonObject["ResourceProperties"]!!.text("Rows")} ${event.text("PhysicalResourceId")}"
                val id = "seed-" + event.jsonObject["ResourceProperties"]!!.text("Rows")
                put(event.text("ResponseURL")!!, answer(event, """"PhysicalResourceId":"$id","Data":{"Count":"3"}"""))
                null
            }
            stacks.use { client ->
                client.create("s", CUSTOM)
                client.stack("s").outputs().associate { it.outputKey() to it.outputValue() } shouldBe
                    mapOf("Count" to "3", "Ref" to "seed-3")
                client.update("s", CUSTOM.replace("Rows: 3", "Rows: 4"))
                client.stack("s").outputs().first { it.outputKey() == "Ref" }.outputValue() shouldBe "seed-4"
                client.deleteStack { it.stackName("s") }
            }
            requests shouldContainExactly listOf("Create 3 null", "Update 4 seed-3", "Delete 3 seed-3", "Delete 4 seed-4")
        }
    }

    @Test
    fun `a handler of the test stands for a type`() = runTest {
        mockAws {
            cloudFormation.customResource("Custom::Seed") { CustomResourceAnswer(mapOf("Count" to it.properties["Rows"]), "made") }
            cloudFormation.deployText("s", CUSTOM.trimIndent()).outputs shouldBe mapOf("Count" to "3", "Ref" to "made")
            cloudFormation.customResource("Custom::Seed") { error("no more rows") }
            stacks.use { client ->
                client.create("t", CUSTOM)
                client.events("t") shouldContain
                    "Seed CREATE_FAILED Received response status [FAILED] from custom resource. Message returned: no more rows"
            }
        }
    }

    @Test
    fun `an answer may come later, and what waits for too long fails`() {
        MockAws.start().use { aws ->
            aws.time.freeze()
            var url = ""
            aws.lambda.function("seed") { event ->
                url = event.text("ResponseURL")!!
                null
            }
            aws.stacks.use { client ->
                client.create("s", CUSTOM)
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_IN_PROGRESS
                put(url, """{"Status":"SUCCESS","PhysicalResourceId":"late","Data":{"Count":1}}""") shouldBe 200
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_COMPLETE
                client.stack("s").outputs().first { it.outputKey() == "Ref" }.outputValue() shouldBe "late"
                client.create("never", CUSTOM)
                aws.time.advanceBy(1.hours)
                client.events("never").first { "CREATE_FAILED" in it } shouldContain "did not receive a response from your Custom Resource"
                client.stack("never").stackStatus() shouldBe StackStatus.ROLLBACK_IN_PROGRESS
                put(url, """{"Status":"SUCCESS"}""")
                client.stack("never").stackStatus() shouldBe StackStatus.ROLLBACK_COMPLETE
            }
        }
    }

    @Test
    fun `a wait condition waits for its signals`() {
        MockAws.start().use { aws ->
            aws.stacks.use { client ->
                client.create(
                    "s",
                    """
                    Resources:
                      Handle: { Type: AWS::CloudFormation::WaitConditionHandle }
                      Wait: { Type: AWS::CloudFormation::WaitCondition, Properties: { Handle: !Ref Handle, Timeout: "60", Count: 2 } }
                      After: { Type: AWS::SQS::Queue, DependsOn: Wait, Properties: { QueueName: after } }
                    Outputs: { Data: { Value: !GetAtt Wait.Data } }
                    """,
                )
                val url = client.describeStackResource {
                    it.stackName("s").logicalResourceId("Handle")
                }.stackResourceDetail().physicalResourceId()
                put(url, """{"Status":"SUCCESS","UniqueId":"a","Data":"x","Reason":"r"}""")
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_IN_PROGRESS
                put(url, """{"Status":"SUCCESS","UniqueId":"b","Data":"y","Reason":"r"}""")
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_COMPLETE
                Json.parseToJsonElement(client.stack("s").outputs().single().outputValue()).text("b") shouldBe "y"
            }
        }
    }

    @Test
    fun `a resource is signalled by the API as well`() {
        MockAws.start().use { aws ->
            aws.stacks.use { client ->
                client.create(
                    "s",
                    """
                    Resources:
                      Wait:
                        Type: AWS::CloudFormation::WaitCondition
                        CreationPolicy: { ResourceSignal: { Timeout: PT15M, Count: 1 } }
                    """,
                )
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_IN_PROGRESS
                client.signalResource { it.stackName("s").logicalResourceId("Wait").uniqueId("1").status("SUCCESS") }
                client.stack("s").stackStatus() shouldBe StackStatus.CREATE_COMPLETE
            }
        }
    }

    private companion object {
        const val CUSTOM =
            """
            Resources:
              Seed:
                Type: Custom::Seed
                Properties: { ServiceToken: arn:aws:lambda:us-east-1:123456789012:function:seed, Rows: 3 }
            Outputs:
              Count: { Value: !GetAtt Seed.Count }
              Ref: { Value: !Ref Seed }
            """
    }
}
