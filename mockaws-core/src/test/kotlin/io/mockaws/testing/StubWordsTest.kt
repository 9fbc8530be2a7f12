package io.mockaws.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.SqsException

/** How stubs read, and how their failures do. What they mean is in [StubsTest]. */
class StubWordsTest {
    @Test
    fun `a response without members needs no types, and neither does one of a handler`() {
        MockAws.start().use { aws ->
            aws.stub { respond("sqs", "ListQueues", mapOf()) }
            aws.on("s3", "ListBuckets") { respond(mapOf()) }
            aws.javaSqs.listQueues().queueUrls().shouldBeEmpty()
            aws.javaS3.listBuckets().buckets().shouldBeEmpty()
        }
    }

    @Test
    fun `what went against the script is told to the client and at the end, and nowhere else`() =
        runTest {
            val failure =
                shouldThrow<SqsException> {
                    mockAws(isolated = true) {
                        stub { respond("sqs", "ListQueues", mapOf(), expected = mapOf("MaxResults" to 1)) }
                        javaSqs.listQueues()
                    }
                }
            val report = failure.stackTraceToString()
            Regex("MaxResults: missing").findAll(report).count() shouldBe 2
            report shouldContain "400 UnexpectedCall by stubs"
        }
}
