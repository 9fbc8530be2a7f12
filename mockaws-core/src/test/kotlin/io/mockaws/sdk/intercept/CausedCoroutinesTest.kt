package io.mockaws.sdk.intercept

import aws.sdk.kotlin.services.s3.S3Client
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.S3Client as JavaS3Client

/** What a test starts in scopes of coroutines that are not its own. */
@OptIn(DelicateCoroutinesApi::class)
class CausedCoroutinesTest {
    private val application = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    @Test
    fun `a coroutine of an application's scope is in the mock of the test that starts it`() = runBlocking<Unit> {
        MockAws.start().use { other ->
            mockAws(isolated = true) {
                application.launch { client.listBuckets() }.join()
                GlobalScope.launch { kotlinClient().use { it.listBuckets() } }.join()
                calls("s3").size shouldBe 2
            }
            other.calls("s3").size shouldBe 0
        }
    }

    @Test
    fun `so is what it starts in turn, on any dispatcher`() = runBlocking<Unit> {
        MockAws.start().use { other ->
            mockAws(isolated = true) {
                application.launch { launch(Dispatchers.IO) { application.async { client.listBuckets() }.await() } }.join()
                calls("s3").size shouldBe 1
            }
            other.calls("s3").size shouldBe 0
        }
    }

    @Test
    fun `a scope that names a mock keeps it`() = runBlocking<Unit> {
        MockAws.start().use { named ->
            val scope = CoroutineScope(Dispatchers.Default + named.asContextElement())
            mockAws(isolated = true) {
                scope.launch { client.listBuckets() }.join()
                calls("s3").size shouldBe 0
            }
            named.calls("s3").size shouldBe 1
        }
    }

    @Test
    fun `a coroutine that outlives its mock is in none`() = runBlocking<Unit> {
        lateinit var late: Deferred<Int>
        val gate = CompletableDeferred<Unit>()
        mockAws {
            late = application.async {
                gate.await()
                MockAws.start().use { next ->
                    next.callInScope { client.listBuckets() }
                    next.calls("s3").size
                }
            }
        }
        gate.complete(Unit)
        late.await() shouldBe 1
    }

    @Test
    fun `a hundred tests at once that share an application see only their own data`() = runBlocking<Unit> {
        val seen = coroutineScope {
            List(TESTS) { n ->
                async(Dispatchers.Default) {
                    mockAws {
                        application.launch { client.createBucket { it.bucket("box-$n") } }.join()
                        s3.buckets().map { it.name }
                    }
                }
            }.awaitAll()
        }
        seen shouldContainExactly List(TESTS) { listOf("box-$it") }
    }

    private suspend fun kotlinClient() = S3Client.fromEnvironment()

    private companion object {
        const val TESTS = 100
        val client: JavaS3Client by lazy { JavaS3Client.create() }
    }
}
