package io.mockaws.scope

import io.mockaws.engine.atExit
import java.io.FileDescriptor
import java.io.FileOutputStream
import java.io.PrintStream
import java.util.concurrent.ConcurrentHashMap
import kotlin.coroutines.CoroutineContext

/**
 * Which mock answers a call that names none. In this order: the one that is in force in the coroutine or thread that
 * calls; the one in whose scope the client was built, while it lives; the only one there is. A detached one never is
 * one of the last two.
 *
 * A thread has a stack of scopes, because blocks and mocks nest. Scopes that were closed in another order, or by
 * another thread, are taken off when somebody looks.
 */
internal object Scopes {
    /**
     * What default chains of credentials answer while there is a mock. No account id: whichever mock answers takes the
     * call for one of its own account.
     */
    const val ACCESS_KEY: String = "AKIAMOCKAWSEXAMPLE00"

    private val active: MutableSet<Scope> = ConcurrentHashMap.newKeySet()
    private val stack = ThreadLocal<Layer?>()

    /** One scope in force on a thread, over what was in force before. */
    open class Layer(
        val scope: Scope,
        val below: Layer?,
        val isStart: Boolean = false,
    ) {
        val isInForce: Boolean get() = scope.isOpen && !(isStart && scope.isDetached)
    }

    /** A scope that is in force while [task] runs, which a pool may begin in the middle of another. */
    private class TaskLayer(
        val task: Any,
        scope: Scope,
        below: Layer?,
    ) : Layer(scope, below)

    /** What is not in force on this thread while [task] runs there. */
    private class Aside(
        val task: Any,
        val hidden: Layer,
        val before: Aside?,
    )

    private val aside = ThreadLocal<Aside?>()

    /** Whether there is any mock for clients that nobody configured. */
    @JvmStatic
    val any: Boolean get() = active.isNotEmpty()

    /** Who answers for mocks that have ended, to clients that are kept: see [ClientHome.starting]. */
    @Volatile
    var standIn: Scope? = null

    /** Whether a call from here by a client that was built in [builtIn] is for none, because the one that it was for has ended. */
    @JvmStatic
    fun isLeftOver(builtIn: Scope?): Boolean =
        builtIn != null && !builtIn.home.isOpen && current() == null &&
            (builtIn.heir != null || active.all { it.isDetached })

    init {
        // Past loggers and redirections, which may be closed by now.
        atExit { unclosed()?.let { PrintStream(FileOutputStream(FileDescriptor.err)).println(it) } }
    }

    /** The program closes its mocks while the JVM ends, which may be after this one looks. */
    private const val PROGRAM = "io.mockaws.ktor.program."

    /** Words on the mocks that were started and not closed, or null when there are none. */
    fun unclosed(): String? {
        val places = active.mapNotNull { it.startedAt }.filterNot { it.className.startsWith(PROGRAM) }
        if (places.isEmpty()) return null
        val them = if (places.size == 1) "A mock was" else "${places.size} mocks were"
        return "$them never closed, started at:\n" + places.joinToString("\n") { "    $it" }
    }

    /** From here on [scope] may answer. */
    fun add(scope: Scope) {
        active += scope
    }

    fun remove(scope: Scope) {
        active -= scope
        top()
    }

    /** Puts [scope] in force on this thread, until it closes or is detached. */
    fun push(scope: Scope) = stack.set(Layer(scope, top(), isStart = true))

    /** Puts [layer] in force on this thread in place of all there was, which is returned. */
    fun swap(layer: Layer?): Layer? = stack.get().also { if (layer == null) stack.remove() else stack.set(layer) }

    /** Puts [scope] in force on this thread until [leave]. */
    fun enter(
        task: Any,
        scope: Scope,
    ) = stack.set(TaskLayer(task, scope, stack.get()))

    /** Puts nothing in force on this thread until [leave]. */
    fun hide(task: Any) {
        val hidden = stack.get() ?: return
        aside.set(Aside(task, hidden, aside.get()))
        stack.remove()
    }

    /** Takes off what [enter] put in force for [task], or brings back what [hide] hid from it, if they did. */
    fun leave(task: Any) {
        val top = stack.get()
        if (top is TaskLayer && top.task === task) {
            swap(top.below)
            return
        }
        val last = aside.get() ?: return
        if (last.task !== task) return
        swap(last.hidden)
        if (last.before == null) aside.remove() else aside.set(last.before)
    }

    /** What is in force on this thread, be it because of who started it. */
    fun top(): Layer? {
        val first = stack.get()
        var layer = first
        while (layer != null && !layer.isInForce) layer = layer.below
        if (layer !== first) swap(layer)
        return layer ?: StartedThreads.scopeOf(Thread.currentThread())?.let { Layer(it, null) }
    }

    /**
     * The mock that what begins on this thread is surely inside of: the one in force here, when it was put in force for
     * this very piece of work, or started by a class that still runs here. Else null: the thread may be a pool's, on
     * which a mock of somebody else's test is still open.
     */
    fun around(): Scope? = top()?.takeIf { !it.isStart || it.scope.isStartedAround() }?.scope

    /** The scope in force here: in [context] where it says one, else on this thread. */
    @JvmStatic
    @JvmOverloads
    fun current(context: CoroutineContext? = null): Scope? =
        context?.get(ScopeElement)?.scope?.takeIf { it.isOpen } ?: top()?.scope

    /**
     * Who answers a call that is made here, or null when there is no mock at all.
     *
     * @param builtIn the scope in which the client was built
     * @throws NoMockInScopeException when there are several and none is meant
     */
    @JvmStatic
    @JvmOverloads
    fun find(
        builtIn: Scope?,
        context: CoroutineContext? = null,
    ): Scope? {
        current(context)?.let { return it }
        val home = builtIn?.home
        if (home != null && home.isOpen && !home.isDetached) return home
        if (builtIn?.heir != null) standIn?.let { return it }
        val all = active.toList()
        if (all.isEmpty()) return null
        return all.filter { !it.isDetached }.singleOrNull()
            ?: throw NoMockInScopeException(all.map { it.startedAt?.toString() ?: "mockAws { } in ${it.region}" })
    }

    /** The region that a client gets which is built here and names none, or null when that cannot be told. */
    @JvmStatic
    @JvmOverloads
    fun region(context: CoroutineContext? = null): String? =
        (current(context)?.region) ?: active.mapTo(HashSet()) { it.region }.singleOrNull()
}
