package io.mockaws.sdk.intercept

import io.kotest.matchers.collections.shouldBeEmpty
import io.mockaws.MockAws
import org.junit.jupiter.api.Test

/** Run on every set of the SDKs, here and in `compat`, so that it is we who learn of a version that the hooks do not fit. */
class HooksTest {
    @Test
    fun `every hook finds its place in the SDKs of this class path`() {
        MockAws.start().use {
            // A class that is gone is never woven, and nothing is said of it.
            val gone =
                Hooks.ALL.map { it.owner().replace('/', '.') }.distinct().filter { name ->
                    runCatching { Class.forName(name, false, javaClass.classLoader) }.isFailure
                }
            gone.shouldBeEmpty()
            Interception.PROBLEMS.shouldBeEmpty()
        }
    }
}
