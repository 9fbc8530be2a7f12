package io.mockaws.engine

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/** How code that a service runs for its callers, as Lambda does, finds the mock again that runs it. */
internal interface Surroundings {
    /** What brings the mock into scope of a coroutine. */
    val context: CoroutineContext

    companion object {
        /** Those of a world that is in no mock. */
        val NONE: Surroundings =
            object : Surroundings {
                override val context: CoroutineContext get() = EmptyCoroutineContext
            }
    }
}
