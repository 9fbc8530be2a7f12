package io.mockaws.scope

/**
 * The home of clients that something keeps for many tests, as Spring does with the clients of a context. Their calls go to
 * the mock in scope where they are made, as always; those that are made where none is, as on a listener's thread, go to
 * the mock that was last moved in, as long as that lives, and to no other. For extensions of test frameworks.
 *
 * It begins with the mock in scope on the thread that makes it, which has to be the one in which the clients were built.
 */
public class ClientHome {
    private val built: Scope? = Scopes.current()?.also { it.heir = it }

    /**
     * From here on the mock in scope on this thread is the one. Does nothing where there is none, or the clients were
     * built in none.
     *
     * @throws IllegalStateException when another one still is, whose test runs at the same time
     */
    public fun moveIn() {
        val next = Scopes.current() ?: return
        if (built == null) return
        synchronized(this) {
            val now = built.home
            check(now === next || !now.isOpen) {
                "Two tests use the same clients at once, each with a mock of its own. Whose a call is that a " +
                    "listener makes for itself cannot be told then: run these tests in turn, as by a @ResourceLock " +
                    "of their own, or have a context for each class and isolation = PER_CLASS"
            }
            built.heir = next
        }
    }

    public companion object {
        private val lock = Any()

        /**
         * Runs [task], which has clients that are kept call before somebody moves in, as Spring does when it starts a
         * context again: calls of those whose mock has ended go to the mock in scope on this thread.
         */
        @JvmStatic
        public fun starting(task: Runnable): Unit =
            synchronized(lock) {
                Scopes.standIn = Scopes.current()
                try {
                    task.run()
                } finally {
                    Scopes.standIn = null
                }
            }
    }
}
