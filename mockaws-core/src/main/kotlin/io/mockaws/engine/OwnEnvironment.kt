package io.mockaws.engine

import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/**
 * The environment variables of a function that runs in this JVM, for its coroutine and the threads that it goes through.
 * `System.getenv` asks for them first, where the hooks in the JDK are in place; what is not among them is the process's.
 */
internal class OwnEnvironment(
    private val variables: Lazy<Map<String, String>>,
) : ThreadContextElement<OwnEnvironment?> {
    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): OwnEnvironment? = current.get().also {
        current.set(this)
    }

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: OwnEnvironment?,
    ) = set(oldState)

    /** Runs [action] on this thread with these variables. */
    fun <T> within(action: () -> T): T = swapped(this, action)

    companion object Key : CoroutineContext.Key<OwnEnvironment> {
        private val current = ThreadLocal<OwnEnvironment?>()

        /** Those of this thread; null where it runs no function. */
        fun here(): Map<String, String>? = current.get()?.variables?.value

        /** Runs [action] with [more] variables than this thread has. */
        fun <T> adding(
            more: Map<String, String>,
            action: () -> T,
        ): T {
            if (more.isEmpty()) return action()
            val before = here().orEmpty()
            return OwnEnvironment(lazy { before + more }).within(action)
        }

        /** Runs [action] as if this thread ran no function. */
        fun <T> without(action: () -> T): T = swapped(null, action)

        private fun <T> swapped(
            environment: OwnEnvironment?,
            action: () -> T,
        ): T {
            val before = current.get()
            set(environment)
            return try {
                action()
            } finally {
                set(before)
            }
        }

        private fun set(environment: OwnEnvironment?) =
            if (environment == null) current.remove() else current.set(environment)
    }
}
