package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.services.sqs.queue.Demand
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.OverLimitException
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

class SqsConcurrencyTest {
    private val aws = SqsWorld()
    private val sqs = aws.client

    @Test
    fun `many producers and consumers lose nothing and get nothing twice`() {
        val url = sqs.make("orders")
        val pool = Executors.newFixedThreadPool(8)
        val producers = (0 until 4).map { p -> pool.submit { repeat(250) { sqs.send(url, "$p-$it") } } }
        val consumers =
            (0 until 4).map {
                pool.submit(
                    Callable {
                        val seen = ArrayList<String>()
                        while (producers.any { !it.isDone } ||
                            aws.fixture.queue("orders").messages().any { it.state == QueueMessage.State.VISIBLE }
                        ) {
                            seen += sqs.bodies(url)
                        }
                        seen
                    },
                )
            }
        val seen = consumers.flatMap { it.get(60, TimeUnit.SECONDS) }
        pool.shutdown()
        seen.size shouldBe 1000
        seen.toSet().size shouldBe 1000
    }

    @Test
    fun `with 120,000 messages in flight a standard queue refuses and a FIFO queue gives nothing`() {
        val url = sqs.make("orders")
        val fifo = sqs.make("orders.fifo", "FifoQueue" to "true")
        val state = aws.world.states.of(SqsService, aws.world.home)
        listOf("orders", "orders.fifo").forEach { name ->
            aws.fixture.queue(name).send("x")
            state.on(name, aws.clock.now(), aws.world.ids) {
                val message = store.all().first()
                repeat(120_000) { accept(message, createdAt) }
            }
            state.receive(name, Demand(120_000, null, null), aws.clock.now(), aws.world.ids)
        }
        sqs.attributes(url)["ApproximateNumberOfMessagesNotVisible"] shouldBe "120000"
        shouldThrow<OverLimitException> { sqs.receive(url) }.statusCode() shouldBe 403
        sqs.receive(fifo).shouldBeEmpty()
    }
}
