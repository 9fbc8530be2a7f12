package io.mockaws.compat.ktor

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.matchers.shouldBe
import io.ktor.client.request.get
import io.ktor.client.request.post
import io.ktor.client.statement.bodyAsText
import io.ktor.server.testing.runTestApplication
import io.mockaws.kotest.MockAwsExtension
import io.mockaws.kotest.mockAws

/** The same with Kotest, whose tests run concurrently. */
class TestApplicationsInKotestTest :
    FunSpec({
        testExecutionMode = TestExecutionMode.LimitedConcurrency(TESTS)
        extension(MockAwsExtension())

        for (n in 1..TESTS) {
            test("application $n sees its own boxes alone") {
                runTestApplication {
                    application { boxes() }
                    client.post("/boxes/box-$n").bodyAsText() shouldBe "box-$n"
                    client.post("/kotlin-boxes/kotlin-$n").bodyAsText() shouldBe "made"
                    client.get("/boxes").bodyAsText() shouldBe "box-$n, kotlin-$n"
                }
                mockAws().s3.buckets().size shouldBe 2
            }
        }
    }) {
    private companion object {
        const val TESTS = 20
    }
}
