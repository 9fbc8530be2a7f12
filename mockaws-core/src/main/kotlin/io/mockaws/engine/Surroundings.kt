package io.mockaws.engine

import java.net.URI
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/** How code that a service runs for its callers, as Lambda does, finds the mock again that runs it. */
internal interface Surroundings {
    /** What brings the mock into scope of a coroutine. */
    val context: CoroutineContext

    /** What code of another process takes for AWS. */
    val endpoint: URI

    companion object {
        /** Those of a world that is in no mock. */
        val NONE: Surroundings =
            object : Surroundings {
                override val context: CoroutineContext get() = EmptyCoroutineContext
                override val endpoint: URI get() = error("This world has no mock, and nobody can call it from outside")
            }
    }
}
