package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sns.SnsClient

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
class SnsLambdaTest {
    @Test
    fun `a function gets a record of the message, and nothing of what its policy does not want`() =
        runTest {
            mockAws {
                val events = ArrayList<JsonElement>()
                val function = lambda.function("f") { event -> events.add(event) }
                val topic = sns.topic("t")
                SnsClient.create().use { client ->
                    client.subscribe(topic.arn, "lambda", function.arn, "FilterPolicy" to """{"kind":["card"]}""")
                    for (kind in listOf("card", "cash")) {
                        client.publish {
                            it.topicArn(topic.arn).message("paid by $kind").subject("Paid")
                                .messageAttributes(mapOf("kind" to attribute("String", kind)))
                        }
                    }
                }

                val record = events.single().jsonObject.getValue("Records").jsonArray.single().jsonObject
                record.getValue("EventSource").jsonPrimitive.content shouldBe "aws:sns"
                val message = record.getValue("Sns").jsonObject
                listOf("Type", "TopicArn", "Subject", "Message").map { message.getValue(it).jsonPrimitive.content } shouldContainExactly
                    listOf("Notification", topic.arn, "Paid", "paid by card")
                message.getValue("MessageAttributes") shouldBe Json.parseToJsonElement("""{"kind":{"Type":"String","Value":"card"}}""")
            }
        }
}
