@file:OptIn(TestFrameworkApi::class)

package io.mockaws.kotest

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockAwsTemplate
import io.mockaws.TestFrameworkApi
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** The mocks of one extension: forks of a template, which the first test that needs one fills. */
internal class Worlds(
    private val options: MockAwsOptions,
    private val fixture: suspend MockAws.() -> Unit,
) {
    private val mutex = Mutex()

    @Volatile
    private var template: Result<MockAwsTemplate>? = null

    @Volatile
    private var shared: MockAws? = null

    /**
     * A mock of its own.
     *
     * @throws Throwable what the fixture failed with, each time
     */
    suspend fun next(): MockAws = (template ?: mutex.withLock { template ?: seeded() }).getOrThrow().fork()

    /** The mock that all share. */
    suspend fun shared(): MockAws {
        val first = shared ?: next()
        return mutex.withLock {
            val kept = shared ?: first.also { shared = it }
            if (kept != first) first.close()
            kept
        }
    }

    /**
     * Ends them; a second run of the project in the same JVM begins anew.
     *
     * @throws AssertionError when the shared mock's stubs were not kept to
     */
    fun close() {
        template?.getOrNull()?.close()
        template = null
        val last = shared
        shared = null
        last?.close()
    }

    private suspend fun seeded(): Result<MockAwsTemplate> {
        val made = MockAwsTemplate(options)
        val result =
            try {
                made.seed(fixture)
                Result.success(made)
            } catch (failure: Throwable) {
                made.close()
                if (failure is CancellationException) throw failure
                Result.failure(failure)
            }
        return result.also { template = it }
    }
}
