package io.mockaws.services.sns

import com.sun.net.httpserver.HttpServer
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds

/**
 * HTTP endpoints. Envelopes and headers are those that LocalStack recorded at AWS (test_subscribe_external_http_endpoint);
 * retries are those of https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
class SnsWebTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val topic = sns.topic("t")

    @AutoClose
    private val hook = Hook()

    /** A web server of the test's. */
    private class Hook : AutoCloseable {
        class Request(
            val headers: Map<String, String>,
            val body: String,
        ) {
            val json: JsonObject get() = Json.parseToJsonElement(body) as JsonObject
        }

        val requests = CopyOnWriteArrayList<Request>()

        @Volatile
        var status = 200
        private val server =
            HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0).apply {
                createContext("/") { exchange ->
                    val headers = exchange.requestHeaders.mapKeys { it.key.lowercase() }.mapValues { it.value.single() }
                    requests += Request(headers, exchange.requestBody.readAllBytes().decodeToString())
                    exchange.sendResponseHeaders(status, -1)
                    exchange.close()
                }
                start()
            }
        val url: String get() = "http://127.0.0.1:${server.address.port}/hook"

        override fun close() = server.stop(0)
    }

    private fun get(url: String): String =
        runBlocking {
            val query = url.substringAfter('?')
            world.aws.handler
                .handle(HttpRequest("GET", "/", query, Headers.of(), HttpBody.Empty, url.substringBefore("/?")))
                .body.readBytes().decodeToString()
        }

    private fun confirmed(vararg attributes: Pair<String, String>): String {
        val arn = sns.subscribe(topic, "http", hook.url, *attributes)
        get(hook.requests.single().json.text("SubscribeURL")!!)
        hook.requests.clear()
        return arn
    }

    @Test
    fun `an endpoint is asked, confirms by the link, and gets messages`() {
        val arn = sns.subscribe(topic, "http", hook.url)

        val question = hook.requests.single()
        question.headers["x-amz-sns-message-type"] shouldBe "SubscriptionConfirmation"
        question.headers["x-amz-sns-topic-arn"] shouldBe topic
        question.headers["content-type"] shouldBe "text/plain; charset=UTF-8"
        question.headers["user-agent"] shouldBe "Amazon Simple Notification Service Agent"
        question.json.keys.toList() shouldContainExactly
            ("Type MessageId Token TopicArn Message SubscribeURL Timestamp SignatureVersion Signature SigningCertURL").split(' ')
        question.json.text("Message") shouldBe
            "You have chosen to subscribe to the topic $topic.\nTo confirm the subscription, visit the SubscribeURL included in this message."

        get(question.json.text("SubscribeURL")!!) shouldContain "<SubscriptionArn>$arn</SubscriptionArn>"
        sns.publish(topic, "Hello")

        val message = hook.requests.last()
        message.headers["x-amz-sns-message-type"] shouldBe "Notification"
        message.headers["x-amz-sns-subscription-arn"] shouldBe arn
        message.json.text("Message") shouldBe "Hello"
    }

    @Test
    fun `raw delivery posts the text alone, as the delivery policy says`() {
        confirmed("RawMessageDelivery" to "true", "DeliveryPolicy" to """{"requestPolicy":{"headerContentType":"text/csv"}}""")

        sns.publish(topic, "a,b")

        hook.requests.single().run {
            body shouldBe "a,b"
            headers["content-type"] shouldBe "text/csv"
            headers["x-amz-sns-rawdelivery"] shouldBe "true"
        }
    }

    @Test
    fun `an endpoint that fails is called again by the clock, three times after twenty seconds each`() {
        confirmed()
        hook.status = 500

        sns.publish(topic, "Hello")
        hook.requests.size shouldBe 1
        world.aws.time.advanceBy(19.seconds)
        settle()
        hook.requests.size shouldBe 1
        repeat(4) {
            world.aws.time.advanceBy(20.seconds)
            settle()
        }

        hook.requests.size shouldBe 4
        hook.requests.map { it.headers["x-amz-sns-message-id"] }.distinct().size shouldBe 1
    }

    /** What is due by the clock happens at the next call at the latest. */
    private fun settle() = sns.listTopics()

    @Test
    fun `what an endpoint refuses goes to the dead-letter queue at once`() {
        val dead = world.aws.sqs.queue("dead")
        confirmed("RedrivePolicy" to """{"deadLetterTargetArn":"${dead.arn}"}""")
        hook.status = 404

        sns.publish(topic, "Hello")

        hook.requests.size shouldBe 1
        world.envelope("dead").text("Message") shouldBe "Hello"
    }

    @Test
    fun `what comes after all retries goes to the dead-letter queue`() {
        val dead = world.aws.sqs.queue("dead")
        confirmed(
            "RedrivePolicy" to """{"deadLetterTargetArn":"${dead.arn}"}""",
            "DeliveryPolicy" to """{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":1,"numRetries":2}}""",
        )
        hook.status = 503

        sns.publish(topic, "Hello")
        repeat(2) {
            dead.messages().size shouldBe 0
            world.aws.time.advanceBy(1.seconds)
            settle()
        }

        hook.requests.size shouldBe 3
        dead.messages().size shouldBe 1
    }

    @Test
    fun `who unsubscribes by the link is asked whether that was a mistake`() {
        val arn = confirmed()
        sns.publish(topic, "Hello")
        val link = hook.requests.single().json.text("UnsubscribeURL")!!

        get(link) shouldContain "UnsubscribeResponse"

        sns.listSubscriptionsByTopic { it.topicArn(topic) }.subscriptions().size shouldBe 0
        val question = hook.requests.last()
        question.headers["x-amz-sns-message-type"] shouldBe "UnsubscribeConfirmation"
        get(question.json.text("SubscribeURL")!!) shouldContain arn
        sns.listSubscriptionsByTopic { it.topicArn(topic) }.subscriptions().single().subscriptionArn() shouldBe arn
    }

    @Test
    fun `an endpoint elsewhere is not called, and what it would get can be looked at`() {
        sns.subscribe(topic, "https", "https://example.com/hook")
        world.aws.sns.topic("t").subscriptions.single().confirm()

        sns.publish(topic, "Hello")

        world.aws.sns.posts.last().run {
            body shouldContain "Hello"
            status shouldBe null
            problem shouldBe "Not on this machine, so nothing was sent"
        }
    }
}
