package io.mockaws.engine

/** Runs [task] when the JVM ends. */
internal fun atExit(task: () -> Unit) = Runtime.getRuntime().addShutdownHook(Thread(task, "mockaws-exit"))
