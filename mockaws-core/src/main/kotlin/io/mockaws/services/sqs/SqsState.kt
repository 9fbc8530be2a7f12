package io.mockaws.services.sqs

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.Ids
import io.mockaws.engine.Place
import io.mockaws.engine.ServiceState
import io.mockaws.engine.Thing
import io.mockaws.engine.Wakeup
import io.mockaws.kit.Arn
import io.mockaws.services.sqs.queue.AttributeTable
import io.mockaws.services.sqs.queue.Delivery
import io.mockaws.services.sqs.queue.Demand
import io.mockaws.services.sqs.queue.MoveTask
import io.mockaws.services.sqs.queue.Queue
import io.mockaws.services.sqs.queue.QueueArn
import io.mockaws.services.sqs.queue.QueueAttributes
import io.mockaws.services.sqs.queue.QueueSettings
import java.util.TreeMap
import kotlin.time.Instant

/**
 * The queues of one account and region. One lock guards them all, because a receive may reach into a dead-letter
 * queue; who waits is woken after it is released.
 */
internal class SqsState(
    val place: Place,
    private val queues: TreeMap<String, Queue>,
    private val deletedAt: HashMap<String, Instant>,
    private val moveTasks: ArrayList<MoveTask>,
) : ServiceState<SqsState> {
    constructor(place: Place) : this(place, TreeMap(), HashMap(), ArrayList())

    private val lock = Any()

    /** Looked up in the current call; those among them that were stirred wake their receivers at its end. */
    private val touched = LinkedHashSet<Queue>()

    /** What the current call changed beside queues. */
    private val changes = ArrayList<Entry>()
    private var listener: ChangeListener? = null

    /** Messages, the way to wait for more, and the instant before which nothing comes by itself. */
    class Poll(
        val deliveries: List<Delivery>,
        val arrivals: Wakeup.Ticket,
        val nextAt: Instant?,
    )

    override fun fork(): SqsState =
        atomic {
            val copies = queues.mapValuesTo(TreeMap()) { (_, queue) -> queue.fork() }
            SqsState(place, copies, HashMap(deletedAt), ArrayList(moveTasks))
        }

    override fun retire() = atomic { queues.values.map { it.arrivals } }.forEach { it.end() }

    override fun entries(): List<Entry> =
        atomic {
            queues.values.flatMap { it.entries() } +
                deletedAt.map { (name, at) -> DELETED.entry(name, value = at) } +
                moveTasks.map { MOVE_TASK.entry(it.id, value = it) }
        }

    override fun things(): Sequence<Thing> = names().asSequence().map { Thing("queue", it) }

    override fun tell(listener: ChangeListener) = atomic { this.listener = listener }

    /** Works on the queue [name], alone; refuses one that does not exist. */
    fun <R> on(
        name: String,
        now: Instant,
        ids: Ids,
        action: Queue.() -> R,
    ): R =
        atomic {
            advanceMoveTasks(now, ids)
            queue(name, now).action()
        }

    /** The same, and null where there is no such queue. */
    fun <R> onIfThere(
        name: String,
        now: Instant,
        ids: Ids,
        action: Queue.() -> R,
    ): R? =
        atomic {
            advanceMoveTasks(now, ids)
            if (name in queues) queue(name, now).action() else null
        }

    fun exists(name: String): Boolean = atomic { name in queues }

    /** Names of queues in alphabetical order. */
    fun names(prefix: String = ""): List<String> = atomic { queues.keys.filter { it.startsWith(prefix) } }

    /** Makes a queue, or finds that there is an equal one. [afterDeletion] false lifts the rule of the 60 seconds. */
    fun create(
        name: String,
        wanted: Map<String, String>,
        tags: Map<String, String>,
        now: Instant,
        ids: Ids,
        afterDeletion: Boolean = true,
    ) = atomic {
        val attributes = AttributeTable.apply(QueueAttributes(fifo = name.endsWith(SqsLimits.FIFO_SUFFIX)), wanted)
        val arn = arnOf(name)
        val existing = queues[name]
        if (existing != null) {
            AttributeTable.difference(existing.attributes, attributes, wanted.keys)?.let {
                throw SqsFaults.queueNameExists(it)
            }
            return@atomic
        }
        if (afterDeletion) {
            deletedAt[name]?.let {
                if (now <
                    it + SqsLimits.recreateAfter
                ) {
                    throw SqsFaults.queueDeletedRecently()
                }
            }
        }
        if ("RedrivePolicy" in wanted) checkRedrive(arn, attributes)
        if (deletedAt.remove(name) != null) changes += DELETED.entry(name, value = null)
        queues[name] = Queue(QueueSettings(name, arn, ids.hex(LIFE), now, attributes, tags)).also { touched += it }
    }

    fun delete(
        name: String,
        now: Instant,
    ) = atomic {
        val queue = queues.remove(name) ?: throw SqsFaults.queueDoesNotExist()
        deletedAt[name] = now
        changes += DELETED.entry(name, value = now)
        queue.close()
        touched += queue
    }

    fun setAttributes(
        name: String,
        changes: Map<String, String>,
        now: Instant,
        ids: Ids,
    ) = on(name, now, ids) {
        val new = AttributeTable.apply(attributes, changes)
        if ("RedrivePolicy" in changes) checkRedrive(arn, new)
        setAttributes(new, now)
    }

    /** What can be received now; what was received too often goes to the dead-letter queue instead. */
    fun receive(
        name: String,
        demand: Demand,
        now: Instant,
        ids: Ids,
    ): Poll =
        on(name, now, ids) {
            val ticket = arrivals.ticket()
            val redrive = attributes.redrivePolicy
            val target = redrive?.let { byArn(it.deadLetterTargetArn) }
            val received = receive(demand, if (target == null) Int.MAX_VALUE else redrive.maxReceiveCount, now, ids)
            received.dead.forEach { target?.accept(it.deadLetterFrom(arn, attributes.fifo, now), now) }
            val nextMove = moveTasks.mapNotNull { it.nextAt }.minOrNull()
            Poll(received.deliveries, ticket, listOfNotNull(store.nextVisible, nextMove).minOrNull())
        }

    /** Names of the queues that have the queue [name] as their dead-letter queue. */
    fun sourcesOf(name: String): List<String> =
        atomic {
            if (name !in queues) throw SqsFaults.queueDoesNotExist()
            val arn = arnOf(name)
            queues.values.filter { it.attributes.redrivePolicy?.deadLetterTargetArn == arn }.map { it.name }
        }

    fun startMove(
        task: MoveTask,
        now: Instant,
        ids: Ids,
    ) = atomic {
        advanceMoveTasks(now, ids)
        val source = byArn(task.sourceArn) ?: throw missing("SourceArn")
        source.advance(now)
        if (queues.values.none { it.attributes.redrivePolicy?.deadLetterTargetArn == task.sourceArn }) {
            throw SqsFaults.invalidParameter("Source queue must be configured as a Dead Letter Queue.")
        }
        val destination = task.destinationArn?.let { byArn(it) ?: throw missing("DestinationArn") }
        if (destination != null && destination.attributes.fifo != source.attributes.fifo) {
            throw SqsFaults.invalidParameter("Source queue and destination queue must be of the same type.")
        }
        if (moveTasks.any { it.running && it.sourceArn == task.sourceArn }) {
            throw SqsFaults.invalidParameter(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            )
        }
        moveTasks += task.copy(toMove = source.store.visibleCount)
        changes += MOVE_TASK.entry(task.id, value = moveTasks.last())
        advanceMoveTasks(now, ids)
    }

    /** Stops a task and tells how many messages it had moved. */
    fun cancelMove(
        id: String,
        sourceArn: String,
        now: Instant,
        ids: Ids,
    ): Int =
        atomic {
            advanceMoveTasks(now, ids)
            if (byArn(sourceArn) == null) throw missing("SourceArn")
            val index = moveTasks.indexOfFirst { it.id == id && it.sourceArn == sourceArn && it.running }
            if (index < 0) throw SqsFaults.resourceNotFound("Task does not exist.")
            put(index, moveTasks[index].copy(status = MoveTask.Status.CANCELLED))
            moveTasks[index].moved
        }

    /** The tasks that emptied the queue [sourceArn], the newest first. */
    fun moves(
        sourceArn: String,
        now: Instant,
        ids: Ids,
    ): List<MoveTask> =
        atomic {
            advanceMoveTasks(now, ids)
            if (byArn(sourceArn) == null) throw missing("SourceArn")
            moveTasks.filter { it.sourceArn == sourceArn }.asReversed()
        }

    fun arnOf(name: String): String = Arn.of("sqs", place, name).toString()

    private fun queue(
        name: String,
        now: Instant,
    ): Queue {
        val queue = queues[name] ?: throw SqsFaults.queueDoesNotExist()
        touched += queue
        queue.advance(now)
        return queue
    }

    private fun byArn(arn: String): Queue? {
        val parsed = QueueArn.parse(arn) ?: return null
        return if (parsed.place == place) queues[parsed.name]?.also { touched += it } else null
    }

    private fun advanceMoveTasks(
        now: Instant,
        ids: Ids,
    ) {
        for (i in moveTasks.indices) {
            if (!moveTasks[i].running) continue
            val advanced = moveTasks[i].advance(now, ids) { arn -> byArn(arn)?.also { it.advance(now) } }
            if (advanced !== moveTasks[i]) put(i, advanced)
        }
    }

    private fun put(
        index: Int,
        task: MoveTask,
    ) {
        moveTasks[index] = task
        changes += MOVE_TASK.entry(task.id, value = task)
    }

    private fun checkRedrive(
        sourceArn: String,
        attributes: QueueAttributes,
    ) {
        val policy = attributes.redrivePolicy ?: return
        val target = byArn(policy.deadLetterTargetArn)
        val reason =
            when {
                target == null && policy.deadLetterTargetArn != sourceArn -> "Dead letter target does not exist."

                target != null && target.attributes.fifo != attributes.fifo ->
                    "Dead letter queue must be same type of queue as the source."

                target?.attributes?.redriveAllowPolicy?.allows(sourceArn) == false ->
                    "Queue $sourceArn is not allowed to use ${policy.deadLetterTargetArn} as its dead letter queue."

                else -> return
            }
        throw SqsFaults.invalidParameter("RedrivePolicy", policy, reason)
    }

    private fun missing(parameter: String) =
        SqsFaults.resourceNotFound("The resource that you specified for the $parameter parameter doesn't exist.")

    private fun tellChanges() {
        listener?.changed(touched.flatMap { it.takeChanges() } + changes) ?: touched.forEach { it.forgetChanges() }
        changes.clear()
    }

    private inline fun <R> atomic(action: () -> R): R {
        var woken = emptyList<Wakeup>()
        try {
            return synchronized(lock) {
                try {
                    action()
                } finally {
                    woken = touched.filter { it.takeStirred() }.map { it.arrivals }
                    tellChanges()
                    touched.clear()
                }
            }
        } finally {
            woken.forEach { it.fire() }
        }
    }

    private companion object {
        const val LIFE = 16
    }
}
