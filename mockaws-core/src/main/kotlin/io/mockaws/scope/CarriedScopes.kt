package io.mockaws.scope

import io.mockaws.engine.OwnEnvironment
import java.lang.ref.WeakReference
import java.util.TimerTask
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountedCompleter
import java.util.concurrent.ForkJoinTask
import java.util.concurrent.ForkJoinWorkerThread
import java.util.concurrent.RecursiveAction
import java.util.concurrent.RecursiveTask
import java.util.concurrent.RunnableFuture
import java.util.function.BiFunction

/**
 * Carries scopes to the threads and tasks that are caused in them, by the hooks in the JDK. A thread belongs to who starts
 * it, unless a pool does: there each task belongs to who made it. Nothing is kept alive by it: objects and scopes are
 * held weakly.
 */
internal object CarriedScopes : BiFunction<String, Any, Any?> {
    private val tasks = WeakIdentityMap<Any, WeakReference<Scope>>()
    private val walker = StackWalker.getInstance()

    /** Whose own threads serve everybody, and outlive who makes them first. */
    private val pools =
        listOf("kotlinx.coroutines.", "io.netty.", "okhttp3.", "okio.", "software.amazon.", "org.apache.", "reactor.")

    /** Their tasks are carried, each for itself. */
    private val poolsOfJdk =
        listOf("ThreadPoolExecutor", "ForkJoinPool", "DelayScheduler").map { "java.util.concurrent.$it" } +
            "java.util.Timer"

    /** Takes what the hooks tell: an event's name, and the thread, task or variable that it is about. */
    override fun apply(
        event: String,
        about: Any,
    ): Any? =
        when (event) {
            "started" -> started(about as Thread)
            "made" -> made(about)
            "handed" -> handed(about as Runnable)
            "run" -> run(about as Runnable)
            "entered" -> entered(about)
            "left" -> Scopes.leave(about)
            "variable" -> OwnEnvironment.here()?.get(about)
            "variables" -> OwnEnvironment.here()?.let { processEnvironment() + it }
            else -> null
        }

    /** What the process has. Asking for it is answered by the same hook, but for who has nothing of its own. */
    private fun processEnvironment() = OwnEnvironment.without { System.getenv() }

    private fun started(thread: Thread) {
        val scope = here() ?: return
        if (!isShared()) StartedThreads.add(thread, scope)
    }

    private fun made(task: Any) {
        if (!Scopes.any || !isCarried(task)) return
        Scopes.current()?.let { tasks[task] = it.reference }
    }

    private fun handed(task: Runnable): Runnable {
        if (!Scopes.any) return task
        if (task is ForkJoinTask<*> || task is RunnableFuture<*> || task is Comparable<*>) {
            made(task)
            return task
        }
        // The continuation of a virtual thread, which has scopes of its own.
        if (task is Carried || task.javaClass.name.startsWith("java.lang.")) return task
        return Scopes.current()?.let { Carried(task, it.reference) } ?: task
    }

    private fun run(task: Runnable) = within(tasks[task]?.open()) { task.run() }

    private fun entered(task: Any) {
        val scope = tasks[task]?.open()
        if (scope == null) {
            if (isHelp(task)) Scopes.hide(task)
        } else if (Scopes.current() !== scope) {
            Scopes.enter(task, scope)
        }
    }

    /** A worker that waits for a task runs others meanwhile, which need not be of the same test: JUnit's whole tests, say. */
    private fun isHelp(task: Any) =
        Scopes.any && task is ForkJoinTask<*> && Thread.currentThread() is ForkJoinWorkerThread &&
            (isCarried(task) || !task.javaClass.name.startsWith("java."))

    private fun here(): Scope? = if (Scopes.any) Scopes.current() else null

    /**
     * Others are not: how a virtual thread goes on is a task, too, of which a thread must not be told while it is being
     * put aside.
     */
    private fun isCarried(task: Any): Boolean =
        task is CountedCompleter<*> || task is RecursiveTask<*> || task is RecursiveAction ||
            task is CompletableFuture.AsynchronousCompletionTask || task is TimerTask || task is Comparable<*> ||
            (task is RunnableFuture<*> && (task !is ForkJoinTask<*> || "Callable" in task.javaClass.name))

    /**
     * Whether a pool is starting the thread that is about to start here, or a class that is being initialised: such a thread
     * serves whoever comes, and outlives the test that happens to be the first.
     */
    private fun isShared(): Boolean =
        walker.walk { frames ->
            var isStartedByCode = false
            for (frame in frames) {
                val name = frame.className
                if (name.substringBefore('$') in ours) continue
                if (!isStartedByCode) {
                    if (poolsOfJdk.any { name.startsWith(it) } || pools.any { name.startsWith(it) }) return@walk true
                    isStartedByCode = !name.startsWith("java.") && !name.startsWith("jdk.")
                }
                if (frame.methodName == "<clinit>" && isStartedByCode) return@walk true
            }
            false
        }

    /** Not one that is detached: that is a world to copy, and an application that begins in it works for the copies. */
    private fun WeakReference<Scope>.open(): Scope? = get()?.takeIf { it.isOpen && !it.isDetached }

    /** A task in the scope that it was handed over in. */
    private class Carried(
        private val task: Runnable,
        private val scope: WeakReference<Scope>,
    ) : Runnable {
        override fun run() = within(scope.open()) { task.run() }

        override fun toString(): String = task.toString()
    }

    /** The frames of this object, and of the hook. */
    private val ours = setOf(CarriedScopes::class.java.name, "java.util.concurrent.MockAwsCarrier")
}
