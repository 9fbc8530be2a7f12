package io.mockaws.engine

/** Runs [task] when the JVM ends; not at all when it is ending already, for what is made then is of no account. */
internal fun atExit(task: () -> Unit) =
    try {
        Runtime.getRuntime().addShutdownHook(Thread(task, "mockaws-exit"))
    } catch (_: IllegalStateException) {
        // The one reason for which the JDK takes no hook.
    }
