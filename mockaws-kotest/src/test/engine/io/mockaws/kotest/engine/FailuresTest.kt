package io.mockaws.kotest.engine

import io.kotest.assertions.fail
import io.kotest.core.spec.SpecRef
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.mockaws.MockAws
import io.mockaws.kotest.Checkout
import io.mockaws.kotest.MockAwsExtension
import io.mockaws.kotest.mockAws
import io.mockaws.kotest.shouldHaveObject
import io.mockaws.kotest.shouldHaveObjects
import kotlinx.coroutines.awaitCancellation
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

class FailuresTest : FunSpec({
    val shop = MockAwsExtension {
        s3.bucket("receipts")
        sqs.queue("orders")
    }

    test("a failed test brings its journal") {
        val result = resultOf(shop) {
            test("failing") {
                Checkout.pay("42")
                fail("no")
            }
        }
        result.errorOrNull.shouldNotBeNull().message shouldBe "no"
        result.errorOrNull!!.suppressed.single().message shouldContain "sqs:SendMessage"
    }

    test("so does one that timed out, and its mock is closed") {
        var mock: MockAws? = null
        val result = resultOf(shop) {
            test("slow").config(timeout = 200.milliseconds) {
                mock = mockAws()
                Checkout.pay("42")
                awaitCancellation()
            }
        }
        result.errorOrNull.shouldNotBeNull().suppressed.single().message shouldContain "sqs:SendMessage"
        runCatching { mock!!.fork() }.exceptionOrNull()?.message shouldBe "This mock is closed"
    }

    test("stubs that were not kept to fail the test") {
        val result = resultOf { test("lazy") { mockAws().stub { respond("sqs", "ListQueues") } } }
        result.errorOrNull.shouldNotBeNull().message shouldContain "1 stubbed call was never made"
    }

    test("stubs of a nested test fail that test") {
        val results = runSpecs(
            MockAwsExtension(),
            listOf(SpecRef.Function({ NestedStubs() }, NestedStubs::class, "nested")),
        )
        results.filterValues { it.isErrorOrFailure }.keys.single() shouldContain "lazy"
    }

    test("a retry begins with the world that the first attempt began with") {
        val attempts = AtomicInteger()
        val result = resultOf(shop) {
            test("flaky").config(retries = 2) {
                val aws = mockAws()
                aws.calls().shouldBeEmpty()
                Checkout.pay("42")
                aws.s3.bucket("receipts") shouldHaveObjects 1
                if (attempts.incrementAndGet() < 3) fail("flaky")
            }
        }
        result.isSuccess shouldBe true
        attempts.get() shouldBe 3
    }

    test("so does each of several invocations") {
        val result = resultOf(shop) {
            test("often").config(invocations = 3) {
                Checkout.pay("42")
                mockAws().calls("sqs", "SendMessage") shouldHaveSize 1
            }
        }
        result.isSuccess shouldBe true
    }

    test("beforeEach and afterEach run in the mock of the test") {
        var seen = 0
        val result = resultOf {
            beforeEach {
                mockAws().s3.bucket("receipts")
                mockAws().sqs.queue("orders")
            }
            afterEach { seen = mockAws().calls("sqs", "SendMessage").size }
            test("plain") { Checkout.pay("42") }
        }
        result.errorOrNull shouldBe null
        seen shouldBe 1
    }

    test("a fixture that fails runs once, and fails every test with its reason") {
        val runs = AtomicInteger()
        val broken = MockAwsExtension {
            runs.incrementAndGet()
            error("no fixture")
        }
        val results = runSpecs(broken, listOf(SpecRef.Function({ Two() }, Two::class, "two")))
        results.values shouldHaveSize 2
        results.values.forEach { it.errorOrNull.shouldNotBeNull().message shouldBe "no fixture" }
        runs.get() shouldBe 1
    }

    test("a fixture may make the first call of all") {
        val extension = MockAwsExtension {
            s3.bucket("receipts")
            S3Client.create().use { client -> client.putObject({ it.bucket("receipts").key("0") }, RequestBody.empty()) }
        }
        val result = resultOf(extension) { test("later") { mockAws().s3.bucket("receipts") shouldHaveObject "0" } }
        result.errorOrNull shouldBe null
    }

    test("without the extension there is no mock, and it is said what to do") {
        val failure = runSpecs(null, listOf(SpecRef.Function({ Asking() }, Asking::class, "asking")))
            .values.single().errorOrNull
        failure.shouldBeInstanceOf<IllegalStateException>().message shouldContain "Register MockAwsExtension()"
    }
})

class NestedStubs : FunSpec({
    context("container") {
        test("lazy") { mockAws().stub { respond("sqs", "ListQueues") } }
        test("unconcerned") { mockAws().calls().shouldBeEmpty() }
    }
})

class Two : FunSpec({
    test("one") {}
    test("two") {}
})

class Asking : FunSpec({ test("asking") { mockAws() } })
