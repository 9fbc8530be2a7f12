package io.mockaws.sdk.intercept

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

/** A world that is made once, to be copied for each test. */
class DetachTest {
    @Test
    fun `a detached mock leaves its thread to the one below`() {
        MockAws.start().use { below ->
            MockAws.start().use { world ->
                world.detach()
                client.createBucket { it.bucket("below") }
                world.runInScope { client.createBucket { it.bucket("world") } }
                below.s3.buckets().map { it.name } shouldContainExactly listOf("below")
                world.s3.buckets().map { it.name } shouldContainExactly listOf("world")
            }
        }
    }

    @Test
    fun `what was built in a detached mock goes to the mock in scope`() {
        MockAws.start().use { world ->
            S3Client.builder().region(Region.US_EAST_1).build().use { builtInIt ->
                world.detach()
                world.fork().use { test ->
                    builtInIt.createBucket { it.bucket("test") }
                    test.s3.buckets() shouldHaveSize 1
                    world.s3.buckets() shouldHaveSize 0
                }
            }
        }
    }

    @Test
    fun `a fork of a detached mock is not detached`() {
        MockAws.start().use { world ->
            world.s3.bucket("world")
            world.detach()
            world.fork().use { test ->
                client.createBucket { it.bucket("test") }
                test.s3.buckets() shouldHaveSize 2
            }
        }
    }

    @Test
    fun `a failure can be given the calls that led to it, once`() {
        MockAws.start().use { aws ->
            client.createBucket { it.bucket("receipts") }
            val failure = IllegalStateException("no receipt")
            aws.withCalls(failure) shouldBeSameInstanceAs failure
            aws.withCalls(failure)
            failure.suppressed.size shouldBe 1
            failure.suppressed.single().message shouldContain "s3:CreateBucket {Bucket=receipts} -> 200"
        }
    }

    private companion object {
        val client: S3Client = S3Client.builder().region(Region.US_EAST_1).build()
    }
}
