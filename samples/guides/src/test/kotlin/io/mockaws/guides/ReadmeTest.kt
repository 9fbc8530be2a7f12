package io.mockaws.guides

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import java.net.URI
import kotlin.time.Duration.Companion.seconds

/** README.md, and what the pages on interception and the server show in Kotlin. */
class ReadmeTest {
    private val order = Order("42", "19.99")

    @Test
    fun `a paid order leaves a receipt and an event`() = runTest {
        mockAws {
            s3.bucket("receipts")
            val orders = sqs.queue("orders") { visibilityTimeout = 30.seconds }

            Checkout().pay(order) // S3Client.fromEnvironment(), SqsClient.create(), ...

            s3.bucket("receipts").text("42.json") shouldContain "total"
            orders.messages().single().body shouldBe "42"
            calls("s3", "PutObject").single().input["Key"] shouldBe "42.json"
        }
    }

    @Test
    fun `a scope is handed over`() = runTest {
        val checkout = Checkout()
        MockAws.start().use { aws ->
            aws.s3.bucket("receipts")
            aws.sqs.queue("orders")
            withContext(aws.asContextElement()) { checkout.pay(order) }
            aws.sqs.queue("orders").count shouldBe 1
        }
    }

    @Test
    fun `a program in another language`() = runTest {
        val bytes = "a photo".encodeToByteArray()
        mockAws(serverMode = true) {
            s3.bucket("photos").put("a.jpg", bytes)
            runScript("photos.py", "--endpoint-url", "$endpoint")
            calls("s3", "GetObject") shouldHaveSize 1
        }
    }

    /** Does what such a script would, without a Python at hand. */
    private fun runScript(vararg words: String) {
        URI("${words.last()}/photos/a.jpg").toURL().readText() shouldBe "a photo"
    }
}
