package io.mockaws.services.sqs

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryTree
import io.mockaws.engine.KeptBodies
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.seconds

class SqsStateTest {
    private val aws = SqsWorld()
    private val sqs = aws.client

    @Test
    fun `what happens in a fork and in its origin is not seen in the other`() {
        val url = sqs.make("orders")
        listOf("1", "2", "3").forEach { sqs.send(url, it) }
        val held = sqs.receive(url, 1).single().receiptHandle()
        val fork = SqsWorld(aws.world.states.fork())
        fork.client.deleteMessage { it.queueUrl(url).receiptHandle(held) }
        fork.client.send(url, "fork's")
        sqs.send(url, "origin's")
        sqs.make("later")
        fork.bodies() shouldBe listOf("2", "3", "fork's")
        aws.bodies() shouldBe listOf("1", "2", "3", "origin's")
        fork.fixture.queues().map { it.name } shouldBe listOf("orders")
    }

    @Test
    fun `a saved state comes back with its messages, its memory and its clockwork`() {
        val url = sqs.make("orders")
        val fifo = sqs.make("orders.fifo", "FifoQueue" to "true", "ContentBasedDeduplication" to "true")
        val dead = sqs.make("dead")
        sqs.make("source", "RedrivePolicy" to """{"deadLetterTargetArn":"${sqs.arn(dead)}","maxReceiveCount":3}""")
        sqs.send(url, "held")
        val handle = sqs.receive(url).single().receiptHandle()
        sqs.sendMessage { it.queueUrl(url).messageBody("delayed").delaySeconds(60) }
        sqs.send(url, "visible")
        val sent = sqs.sendMessage { it.queueUrl(fifo).messageBody("once").messageGroupId("g") }

        val codec = EntryCodec({ SqsService }, KeptBodies(BodyFolder.temporary(null)))
        val tree = EntryTree<ByteArray>()
        aws.world.states.entries().map(codec::encode).forEach { tree.put(it.path, it.value!!) }
        val loaded = SqsWorld(codec.statesOf(tree))

        loaded.client.attributes(url) shouldBe sqs.attributes(url)
        loaded.client.bodies(url) shouldBe listOf("visible")
        loaded.client.deleteMessage { it.queueUrl(url).receiptHandle(handle) }
        loaded.client
            .sendMessage { it.queueUrl(fifo).messageBody("once").messageGroupId("g") }
            .sequenceNumber() shouldBe sent.sequenceNumber()
        loaded.advance(60.seconds)
        loaded.client.bodies(url) shouldBe listOf("delayed", "visible")
        loaded.client.listDeadLetterSourceQueues { it.queueUrl(dead) }.queueUrls().size shouldBe 1
    }

    @Test
    fun `a consumer that is late deletes no message of the next copy of its fixture`() {
        MockAws.start().use { fixture ->
            val url = fixture.sqs.queue("orders").url

            fun <T> inCopy(test: (MockAws, SqsClient) -> T): T =
                fixture.fork().use { copy ->
                    val client = copy.javaSdk.configure(SqsClient.builder()).build()
                    client.send(url, "1")
                    test(copy, client)
                }
            val late = inCopy { _, client -> client.receive(url).single().receiptHandle() }
            inCopy { copy, client ->
                val own = client.receive(url).single().receiptHandle()
                client.deleteMessage { it.queueUrl(url).receiptHandle(late) }
                copy.sqs.queue("orders").count shouldBe 1
                client.deleteMessage { it.queueUrl(url).receiptHandle(own) }
                copy.sqs.queue("orders").count shouldBe 0
            }
        }
    }

    private fun SqsWorld.bodies() = fixture.queue("orders").messages().map { it.body }
}
