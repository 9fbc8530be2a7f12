package io.mockaws.kotest

import io.kotest.core.spec.style.AnnotationSpec
import io.kotest.core.spec.style.BehaviorSpec
import io.kotest.core.spec.style.DescribeSpec
import io.kotest.core.spec.style.ExpectSpec
import io.kotest.core.spec.style.FeatureSpec
import io.kotest.core.spec.style.FreeSpec
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.spec.style.ShouldSpec
import io.kotest.core.spec.style.StringSpec
import io.kotest.core.spec.style.WordSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.milliseconds

/** What each test does: all of them use the same names, at the same time. */
internal suspend fun MockAws.hasNothingButWhatIsMadeHere() {
    s3.buckets().shouldBeEmpty()
    s3.bucket("receipts")
    sqs.queue("orders")
    Checkout.pay("1")
    delay(1.milliseconds)
    withContext(Dispatchers.IO) { Checkout.pay("2") }
    Checkout.payLater("3")
    s3.bucket("receipts").keys() shouldBe listOf("1.json", "2.json", "3.json")
    sqs.queue("orders") shouldHaveMessages 2
    calls("s3", "PutObject").size shouldBe 3
}

class FunStyleTest : FunSpec({
    repeat(4) { n -> test("has its own mock, $n") { mockAws().hasNothingButWhatIsMadeHere() } }

    test("what it launches has it too") {
        mockAws().s3.bucket("receipts")
        mockAws().sqs.queue("orders")
        launch { Checkout.pay("1") }.join()
        launch(Dispatchers.Default) { Checkout.pay("2") }.join()
        mockAws().sqs.queue("orders") shouldHaveMessages 2
    }
})

class StringStyleTest : StringSpec({
    "has its own mock" { mockAws().hasNothingButWhatIsMadeHere() }
    "has another mock" { mockAws().hasNothingButWhatIsMadeHere() }
})

class ShouldStyleTest : ShouldSpec({
    should("have its own mock") { mockAws().hasNothingButWhatIsMadeHere() }
    context("nested") {
        should("have it too") { mockAws().hasNothingButWhatIsMadeHere() }
        should("have another") { mockAws().hasNothingButWhatIsMadeHere() }
    }
})

class DescribeStyleTest : DescribeSpec({
    describe("a test") {
        it("has its own mock") { mockAws().hasNothingButWhatIsMadeHere() }
        it("has another mock") { mockAws().hasNothingButWhatIsMadeHere() }
    }
})

class FreeStyleTest : FreeSpec({
    "a test" - {
        "deep" - {
            "has its own mock" { mockAws().hasNothingButWhatIsMadeHere() }
            "has another mock" { mockAws().hasNothingButWhatIsMadeHere() }
        }
    }
})

class WordStyleTest : WordSpec({
    "a test" should {
        "have its own mock" { mockAws().hasNothingButWhatIsMadeHere() }
        "have another mock" { mockAws().hasNothingButWhatIsMadeHere() }
    }
})

class FeatureStyleTest : FeatureSpec({
    feature("a test") {
        scenario("has its own mock") { mockAws().hasNothingButWhatIsMadeHere() }
        scenario("has another mock") { mockAws().hasNothingButWhatIsMadeHere() }
    }
})

class ExpectStyleTest : ExpectSpec({
    context("a test") {
        expect("its own mock") { mockAws().hasNothingButWhatIsMadeHere() }
        expect("another mock") { mockAws().hasNothingButWhatIsMadeHere() }
    }
})

class AnnotationStyleTest : AnnotationSpec() {
    @Test
    suspend fun `has its own mock`() = mockAws().hasNothingButWhatIsMadeHere()

    @Test
    suspend fun `has another mock`() = mockAws().hasNothingButWhatIsMadeHere()
}

class DataStyleTest : FunSpec({
    withData("a", "b") { mockAws().hasNothingButWhatIsMadeHere() }
    context("nested") { withData("c", "d") { mockAws().hasNothingButWhatIsMadeHere() } }
})

class BehaviorStyleTest : BehaviorSpec({
    given("a shop") {
        val aws = mockAws()
        aws.s3.bucket("receipts")
        aws.sqs.queue("orders")

        `when`("an order is paid") {
            Checkout.pay("42")

            then("there is a receipt") { aws.s3.bucket("receipts") shouldHaveObject "42.json" }
            then("there is an event") { aws.sqs.queue("orders") shouldHaveMessage "42" }
        }

        `when`("nothing happens") {
            then("there is nothing") { aws.s3.bucket("receipts").shouldBeEmpty() }
        }
    }
})
