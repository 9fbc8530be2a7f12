package io.mockaws.sdk.intercept

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import io.mockaws.scope.Scopes
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import java.lang.ref.WeakReference
import java.util.Timer
import java.util.TimerTask
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.RecursiveTask
import java.util.concurrent.TimeUnit
import java.util.stream.IntStream

/** What a test causes on threads that it did not hand its scope to. */
class CausedThreadsTest {
    @Test
    fun `whatever thread it is, a call belongs to the mock that caused it`() {
        MockAws.start().use { other ->
            MockAws.start().use { aws ->
                for (way in ways) {
                    val before = aws.calls("s3").size
                    way.run { client.listBuckets() }
                    (way.name to aws.calls("s3").size - before) shouldBe (way.name to 1)
                }
                other.calls("s3").size shouldBe 0
            }
        }
    }

    @Test
    fun `a parallel stream belongs to the mock that began it, on all of its threads`() {
        MockAws.start().use { other ->
            MockAws.start().use { aws ->
                IntStream.range(0, 64).parallel().forEach { client.listBuckets() }
                aws.calls("s3").size shouldBe 64
                other.calls("s3").size shouldBe 0
            }
        }
    }

    @Test
    fun `two hundred tests at once that share pools, a timer and a client see only their own data`() {
        val runners = Executors.newFixedThreadPool(THREADS)
        val together = CyclicBarrier(THREADS)
        try {
            val tests =
                List(TESTS) { n ->
                    Callable {
                        if (n < THREADS) together.await()
                        MockAws.start().use { aws ->
                            ways.forEachIndexed { i, way -> way.run { client.createBucket { it.bucket("box-$n-$i") } } }
                            IntStream.range(0, 8).parallel().forEach { i -> client.createBucket { it.bucket("stream-$n-$i") } }
                            val mine = ways.indices.map { "box-$n-$it" } + List(8) { "stream-$n-$it" }
                            aws.s3.buckets().map { it.name } shouldContainExactly mine.sorted()
                        }
                    }
                }
            runners.invokeAll(tests).forEach { it.get() }
        } finally {
            runners.shutdownNow()
        }
    }

    @Test
    fun `a worker that a class starts while it is initialised is nobody's, so that clients decide`() {
        MockAws.start().use { first ->
            val one = S3Client.create()
            SharedWorkers.run { one.listBuckets() }.get()
            MockAws.start().use { second ->
                val two = S3Client.create()
                SharedWorkers.run { two.listBuckets() }.get()
                SharedWorkers.run { one.listBuckets() }.get()
                second.calls("s3").size shouldBe 1
            }
            first.calls("s3").size shouldBe 2
        }
    }

    @Test
    fun `a worker that waits for its test's task runs another's task outside of that test`() {
        val pool = ForkJoinPool(1)
        try {
            val foreign = object : RecursiveTask<Any>() {
                override fun compute(): Any = seen()
            }
            val test = Callable {
                foreign.fork()
                MockAws.start().use { aws -> aws.callInScope { foreign.join() to seen() } }
            }
            val (within, after) = pool.submit(test).get()
            within shouldBe "none"
            after shouldNotBe "none"
        } finally {
            pool.shutdownNow()
        }
    }

    private fun seen(): Any = Scopes.current() ?: "none"

    @Test
    fun `an explicit scope wins`() {
        MockAws.start().use { explicit ->
            MockAws.start().use { aws ->
                val task = explicit.callInScope { MockAws.wrap(Runnable { client.listBuckets() }) }
                for (way in ways) way.run(task)
                aws.calls("s3").size shouldBe 0
                explicit.calls("s3").size shouldBe ways.size
            }
        }
    }

    @Test
    fun `a task that runs after its mock was closed is in none`() {
        val gate = CountDownLatch(1)
        val scope: CompletableFuture<Any>
        MockAws.start().use {
            scope = CompletableFuture()
            Thread {
                gate.await()
                scope.complete(Scopes.current() ?: "none")
            }.start()
        }
        gate.countDown()
        scope.get() shouldBe "none"
    }

    @Test
    fun `a pool's thread is nobody's between two tasks`() {
        Executors.newSingleThreadExecutor().use2 { pool ->
            MockAws.start().use { aws ->
                pool.submit { client.listBuckets() }.get()
                aws.calls("s3").size shouldBe 1
                val untold = aws.callInScope { MockAws.start() }
                untold.use { other ->
                    other.callInScope { pool.submit { client.listBuckets() } }.get()
                    other.calls("s3").size shouldBe 1
                    aws.calls("s3").size shouldBe 1
                }
            }
        }
    }

    @Test
    fun `a task that is taken back is found`() {
        MockAws.start().use {
            Executors.newSingleThreadScheduledExecutor().use2 { pool ->
                val task = pool.schedule({}, 1, TimeUnit.DAYS)
                task.cancel(false) shouldBe true
            }
        }
    }

    @Test
    fun `an exception goes through as it is`() {
        MockAws.start().use {
            shouldThrow<java.util.concurrent.ExecutionException> {
                shared.submit { error("no") }.get()
            }.cause!!.message shouldBe "no"
        }
    }

    @Test
    fun `a thread that lives on keeps no closed mock alive`() {
        val gate = CountDownLatch(1)
        val thread = Thread { gate.await() }
        val mock = closedMockThatStarted(thread)
        try {
            repeat(50) {
                if (mock.get() == null) return
                System.gc()
                Thread.yield()
            }
            mock.get() shouldBe null
        } finally {
            gate.countDown()
        }
    }

    private fun closedMockThatStarted(thread: Thread): WeakReference<MockAws> {
        val aws = MockAws.start()
        thread.start()
        shared.execute { }
        aws.close()
        return WeakReference(aws)
    }

    private companion object {
        const val TESTS = 200
        const val THREADS = 16
        val client: S3Client = S3Client.builder().region(Region.US_EAST_1).build()
        val shared: ExecutorService = Executors.newFixedThreadPool(4) { Thread(it).apply { isDaemon = true } }
        val scheduled = Executors.newScheduledThreadPool(2) { Thread(it).apply { isDaemon = true } }

        /** The thread of a timer that is older than the first mock never leaves the loop that the hook is in. */
        val timer by lazy { Timer(true) }

        /** Ways to have something done elsewhere; each waits until it is. */
        internal val ways: List<Way> =
            listOf(
                Way("thread") { task -> inThread(task) { Thread(it).start() } },
                Way("execute") { task -> inThread(task) { shared.execute(it) } },
                Way("submit") { task -> shared.submit(task).get() },
                Way("invokeAll") { task -> shared.invokeAll(listOf(Callable { task.run() })).forEach { it.get() } },
                Way("schedule") { task -> scheduled.schedule(task, 1, TimeUnit.MILLISECONDS).get() },
                Way("timer") { task -> inThread(task) { timer.schedule(Later(it), 0) } },
                Way("supplyAsync") { task -> CompletableFuture.supplyAsync { task.run() }.get() },
                Way("supplyAsync in a pool") { task -> CompletableFuture.supplyAsync({ task.run() }, shared).get() },
                Way("thenRunAsync") { task ->
                    CompletableFuture.completedFuture(1).thenRunAsync { }.thenRunAsync(task).get()
                },
                Way("common pool") { task -> inThread(task) { ForkJoinPool.commonPool().execute(it) } },
                Way("fork") { task -> ForkJoinPool.commonPool().submit(Forked(task)).get() },
                Way("callable in a fork-join pool") { task ->
                    ForkJoinPool.commonPool().submit(Callable { task.run() }).get()
                },
            ) + virtual()

        /** From Java 21 on. */
        private fun virtual(): List<Way> {
            val start =
                runCatching { Thread::class.java.getMethod("startVirtualThread", Runnable::class.java) }.getOrNull()
                    ?: return emptyList()
            return listOf(Way("virtual thread") { task -> inThread(task) { start.invoke(null, it) } })
        }

        private fun inThread(
            task: Runnable,
            start: (Runnable) -> Unit,
        ) {
            val done = CompletableFuture<Unit>()
            start {
                try {
                    task.run()
                    done.complete(Unit)
                } catch (failure: Throwable) {
                    done.completeExceptionally(failure)
                }
            }
            done.get()
        }

        private class Later(
            private val task: Runnable,
        ) : TimerTask() {
            override fun run() = task.run()
        }

        private class Forked(
            private val task: Runnable,
        ) : RecursiveTask<Int>() {
            override fun compute(): Int {
                task.run()
                return 1
            }
        }

        private fun <T : ExecutorService> T.use2(block: (T) -> Unit) =
            try {
                block(this)
            } finally {
                shutdownNow()
            }
    }
}

/** One way to have a task done elsewhere. */
internal class Way(
    val name: String,
    private val runner: (Runnable) -> Unit,
) {
    fun run(task: Runnable) = runner(task)
}
