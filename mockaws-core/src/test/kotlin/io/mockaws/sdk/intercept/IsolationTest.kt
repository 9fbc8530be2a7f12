package io.mockaws.sdk.intercept

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.listBuckets
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors
import software.amazon.awssdk.services.s3.S3AsyncClient as JavaS3Async
import software.amazon.awssdk.services.s3.S3Client as JavaS3

/** 200 tests at once share static clients and see nothing of each other. */
class IsolationTest {
    @Test
    fun `two hundred tests on sixteen threads see only their own data`() {
        val threads = Executors.newFixedThreadPool(THREADS)
        val together = CyclicBarrier(THREADS)
        try {
            val tests =
                List(TESTS) { n ->
                    Callable {
                        if (n < THREADS) together.await()
                        MockAws.start().use { aws ->
                            java.createBucket { it.bucket("java-$n") }
                            javaAsync.createBucket { it.bucket("async-$n") }.get()
                            runBlocking { kotlin.createBucket { bucket = "kotlin-$n" } }
                            val mine = listOf("async-$n", "java-$n", "kotlin-$n")
                            java.listBuckets().buckets().map { it.name() } shouldContainExactly mine
                            javaAsync.listBuckets().get().buckets().map { it.name() } shouldContainExactly mine
                            runBlocking { kotlin.listBuckets().buckets.orEmpty().map { it.name } } shouldContainExactly mine
                            aws.calls().size shouldBe 6
                        }
                    }
                }
            threads.invokeAll(tests).forEach { it.get() }
        } finally {
            threads.shutdownNow()
        }
    }

    @Test
    fun `two hundred coroutines on the default dispatcher see only their own data`(): Unit =
        runBlocking(Dispatchers.Default) {
            List(TESTS) { n ->
                async {
                    mockAws {
                        kotlin.createBucket { bucket = "kotlin-$n" }
                        yield()
                        withContext(Dispatchers.IO) { java.createBucket { it.bucket("java-$n") } }
                        yield()
                        javaAsync.createBucket { it.bucket("async-$n") }.await()
                        val inner = async { kotlin.listBuckets().buckets.orEmpty().map { it.name } }
                        inner.await() shouldContainExactly listOf("async-$n", "java-$n", "kotlin-$n")
                        calls().size shouldBe 4
                    }
                }
            }.awaitAll()
        }

    private companion object {
        const val TESTS = 200
        const val THREADS = 16
        val kotlin = S3Client { region = "us-east-1" }
        val java: JavaS3 = JavaS3.builder().region(Region.US_EAST_1).build()
        val javaAsync: JavaS3Async = JavaS3Async.builder().region(Region.US_EAST_1).build()
    }
}
