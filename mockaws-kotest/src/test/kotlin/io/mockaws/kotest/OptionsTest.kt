package io.mockaws.kotest

import io.kotest.common.ExperimentalKotest
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import software.amazon.awssdk.services.s3.S3Client
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.time.Instant

class FixtureTest : FunSpec({
    val runs = AtomicInteger()

    extension(
        MockAwsExtension {
            runs.incrementAndGet()
            s3.bucket("receipts")
            sqs.queue("orders")
            Checkout.pay("1")
        },
    )

    repeat(4) { n ->
        test("each test begins with the fixture, $n") {
            val aws = mockAws()
            aws.s3.bucket("receipts") shouldHaveObject "1.json"
            aws.calls().shouldBeEmpty()
            Checkout.pay("2")
            aws.s3.bucket("receipts") shouldHaveObjects 2
            runs.get() shouldBe 1
        }
    }
})

class OptionsTest : FunSpec({
    extension(
        MockAwsExtension(
            region = "eu-central-1",
            accountId = "210987654321",
            clock = MockClock.MANUAL,
            startAt = Instant.parse("2026-02-03T04:05:06Z"),
        ),
    )

    test("are those of the mock") {
        val aws = mockAws()
        aws.region shouldBe "eu-central-1"
        aws.accountId shouldBe "210987654321"
        aws.time.now() shouldBe Instant.parse("2026-02-03T04:05:06Z")
        aws.sqs.queue("orders").arn shouldBe "arn:aws:sqs:eu-central-1:210987654321:orders"
    }
})

@OptIn(ExperimentalKotest::class)
class PerSpecTest : FunSpec({
    testExecutionMode = TestExecutionMode.Sequential
    extension(MockAwsExtension(Isolation.PerSpec))

    beforeSpec { mockAws().s3.bucket("receipts").put("0", "before") }

    test("a first test leaves an object") { mockAws().s3.bucket("receipts").put("1", "first") }
    test("a second test finds it") { mockAws().s3.bucket("receipts").keys() shouldBe listOf("0", "1") }
    test("and the journal goes on") {
        S3Client.create().use { it.listBuckets().buckets() shouldHaveSize 1 }
        mockAws().calls() shouldHaveSize 1
    }
})

class PerProjectTest : FunSpec({
    extension(everybodys)
    test("all tests share the mock") { mockAws() shouldBe firstSeen(mockAws()) }
    test("its fixture has run once") { mockAws().s3.buckets() shouldHaveSize 1 }
})

class PerProjectTooTest : FunSpec({
    extension(everybodys)
    test("all specs share the mock") { mockAws() shouldBe firstSeen(mockAws()) }
})

private val everybodys = MockAwsExtension(Isolation.PerProject) { s3.bucket("shared") }
private val first = AtomicReference<MockAws>()

private fun firstSeen(mine: MockAws): MockAws = first.compareAndExchange(null, mine) ?: mine
