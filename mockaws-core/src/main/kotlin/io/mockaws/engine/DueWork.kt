package io.mockaws.engine

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.slf4j.LoggerFactory
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.coroutines.CoroutineContext
import kotlin.time.Instant

/**
 * What services do by the clock without being called: schedules, retries, windows. The work itself is data in their states
 * ([Service.nextDue]); this runs it in order of time. It does so before and after each call, so that what a call causes
 * at once is there when it returns; before each look of a test; when the clock is advanced; and by an alarm of the clock, for
 * work that nobody's call comes upon.
 *
 * What the work calls runs no work itself: that comes behind it, in order.
 */
internal class DueWork(
    private val world: World,
) : ClockStops {
    private val lock = Any()
    private var alarm: AutoCloseable? = null

    /** When [alarm] rings; null where there is none. Written with the lock held. */
    @Volatile
    private var alarmAt: Instant? = null
    private var isStopped = false

    /** The piece of work that comes first. */
    private class Piece<S : ServiceState<S>>(
        val service: Service<S>,
        val place: Place,
        val due: Instant,
    )

    override fun next(): Instant? = first()?.due

    /** Runs what is due by now, each piece in its turn; says whether there was any. */
    suspend fun run(): Boolean {
        if (world.states.timed.isEmpty() || isRunning.get() != null) return false
        val next = next()
        val isDue = next != null && next <= world.clock.now()
        if (isDue) withContext(Running()) { runAll() }
        if (isDue || next != alarmAt) arm()
        return isDue
    }

    override fun runNow(): Boolean {
        if (world.states.timed.isEmpty()) return false
        return CallerThread().complete { run() }
    }

    private val outside = ReentrantLock()

    /** Runs what is due because of what came from outside of all calls, as records of a broker do. Looks wait for it. */
    fun runFromOutside() {
        outside.withLock { runNow() }
    }

    /** Waits until no [runFromOutside] is under way, but for one of this thread. */
    fun awaitOutside() = outside.withLock { }

    override fun moved() {
        synchronized(lock) { forget() }
        if (world.states.timed.isNotEmpty()) arm()
    }

    /** From here on nothing is done by itself. */
    fun stop() =
        synchronized(lock) {
            isStopped = true
            forget()
        }

    /** A piece that waits does not hold up the others; when this returns all are done, and what came of those that waited. */
    private suspend fun runAll() {
        var isBroken = false
        do {
            coroutineScope {
                while (!isBroken) {
                    val piece = due() ?: break
                    launch(start = CoroutineStart.UNDISPATCHED) { piece.run { isBroken = true } }
                }
                arm()
            }
        } while (!isBroken && due() != null)
    }

    private fun due(): Piece<*>? = if (world.isOver) null else first()?.takeIf { it.due <= world.clock.now() }

    private suspend fun <S : ServiceState<S>> Piece<S>.run(onFailure: () -> Unit) =
        try {
            service.runDue(world.context(service, place, due = due))
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (failure: Exception) {
            logger.error("{} failed at what was due at {}", service.shape.name, due, failure)
            world.calls.tell(CallRecord(world, "", place), service.shape.name, Faults.internalFailure(failure))
            onFailure()
        }

    private fun first(): Piece<*>? {
        var first: Piece<*>? = null
        for ((key, state) in world.states.timed) {
            val piece = pieceOf(key, state) ?: continue
            if (first == null || piece.due < first.due) first = piece
        }
        return first
    }

    private fun pieceOf(
        key: States.Key,
        state: ServiceState<*>,
    ): Piece<*>? = pieceOf(key.service, state, Place(key.account, key.region))

    @Suppress("UNCHECKED_CAST")
    private fun <S : ServiceState<S>> pieceOf(
        service: Service<S>,
        state: ServiceState<*>,
        place: Place,
    ): Piece<S>? = service.nextDue(state as S, world)?.let { Piece(service, place, it) }

    private fun arm() {
        val next = next()
        synchronized(lock) {
            if (next == alarmAt) return
            forget()
            if (next == null || isStopped || world.isOver) return
            alarm = world.clock.alarm(next) { ring(next) }
            alarmAt = next.takeIf { alarm != null }
        }
    }

    private suspend fun ring(at: Instant) {
        synchronized(lock) { if (alarmAt == at) alarmAt = null }
        if (!world.isOver) run()
    }

    private fun forget() {
        alarm?.close()
        alarm = null
        alarmAt = null
    }

    /** Marks coroutines and threads that run such work. */
    private class Running : ThreadContextElement<Any?> {
        override val key: CoroutineContext.Key<*> get() = Key

        override fun updateThreadContext(context: CoroutineContext): Any? =
            isRunning.get().also { isRunning.set(this) }

        override fun restoreThreadContext(
            context: CoroutineContext,
            oldState: Any?,
        ) = if (oldState == null) isRunning.remove() else isRunning.set(oldState)

        companion object Key : CoroutineContext.Key<Running>
    }

    private companion object {
        val isRunning = ThreadLocal<Any?>()
        val logger = LoggerFactory.getLogger("io.mockaws.engine.DueWork")
    }
}

/** Where a clock has to stop on its way when a test moves it. */
internal interface ClockStops {
    /** The next stop; null where there is none. */
    fun next(): Instant?

    /** Does what is to be done by now, on this thread; says whether it did anything. */
    fun runNow(): Boolean

    /** The clock was moved, stopped or set going. */
    fun moved()
}

/** Ends what a fixture has changed: does what is due at once because of it. */
internal fun CallContext<*>.settle() {
    world.dueWork.awaitOutside()
    world.dueWork.runNow()
}
