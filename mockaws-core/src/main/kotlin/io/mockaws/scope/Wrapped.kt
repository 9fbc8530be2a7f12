package io.mockaws.scope

import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit

/** Runs [block] on this thread with [scope] in force, or with whatever is when it is null or closed. */
internal inline fun <T> within(
    scope: Scope?,
    block: () -> T,
): T {
    if (scope == null || !scope.isOpen) return block()
    val before = Scopes.swap(Scopes.Layer(scope, null))
    try {
        return block()
    } finally {
        Scopes.swap(before)
    }
}

/** Runs every task in the scope that is in force where it is handed in. */
internal class ScopedExecutorService(
    private val executor: ExecutorService,
) : ExecutorService by executor {
    override fun execute(task: Runnable) = executor.execute(here(task))

    override fun submit(task: Runnable): Future<*> = executor.submit(here(task))

    override fun <T : Any?> submit(
        task: Runnable,
        result: T,
    ): Future<T> = executor.submit(here(task), result)

    override fun <T : Any?> submit(task: Callable<T>): Future<T> = executor.submit(here(task))

    override fun <T : Any?> invokeAll(tasks: Collection<Callable<T>>): List<Future<T>> =
        executor.invokeAll(tasks.map { here(it) })

    override fun <T : Any?> invokeAll(
        tasks: Collection<Callable<T>>,
        timeout: Long,
        unit: TimeUnit,
    ): List<Future<T>> = executor.invokeAll(tasks.map { here(it) }, timeout, unit)

    override fun <T : Any?> invokeAny(tasks: Collection<Callable<T>>): T & Any = executor.invokeAny(
        tasks.map {
            here(it)
        }
    )!!

    override fun <T : Any?> invokeAny(
        tasks: Collection<Callable<T>>,
        timeout: Long,
        unit: TimeUnit,
    ): T = executor.invokeAny(tasks.map { here(it) }, timeout, unit)
}

/** [task] in the scope that is in force here, wherever it runs. */
internal fun here(task: Runnable): Runnable {
    val scope = Scopes.current()
    return Runnable { within(scope) { task.run() } }
}

/** [task] in the scope that is in force here, wherever it runs. */
internal fun <T> here(task: Callable<T>): Callable<T> {
    val scope = Scopes.current()
    return Callable { within(scope) { task.call() } }
}
