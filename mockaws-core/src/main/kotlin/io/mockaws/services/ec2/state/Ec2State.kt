package io.mockaws.services.ec2.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.Place
import io.mockaws.engine.ServiceState
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import kotlin.time.Instant

/** The context that works on what EC2 has. */
internal typealias Ec2Call = CallContext<Ec2State>

private val RESOURCE = EntryKind("resource", Resource.serializer())

/**
 * What EC2 has in one account and region: resources by kind and id, and what finds many of them at once. It begins with
 * what AWS gives every account, the default VPC first of all, whose ids follow from the place alone; so it makes no
 * difference when somebody first looks.
 */
internal class Ec2State private constructor(
    contents: Contents,
    isNew: Boolean,
) : ServiceState<Ec2State> {
    private val lock = Any()
    private var listener: ChangeListener? = null

    /** Whether nobody was told of what was there from the start. */
    private var isUntold = isNew

    /** All of it at this moment. */
    @Volatile
    var now: Contents = contents
        private set

    /** When the first of what was terminated or deleted is no longer shown; null for never. */
    val firstDue: Instant? get() = now.firstEnd

    override fun fork(): Ec2State = synchronized(lock) { Ec2State(now, isUntold) }

    /** None as long as all of it follows from the place. */
    override fun entries(): List<Entry> =
        synchronized(lock) { if (isUntold) emptyList() else now.all().map { entryOf(it, it) }.toList() }

    override fun things(): Sequence<Thing> =
        now.all().filter { it.kind.prefix.isNotEmpty() }.map { resource ->
            Thing(resource.kind.name.lowercase().replace('_', ' '), resource.id, listOfNotNull(resource.tags["Name"]))
        }

    override fun tell(listener: ChangeListener) = synchronized(lock) { this.listener = listener }

    /** Runs [change], one writer at a time. What it writes is seen all at once when it returns, and never when it throws. */
    fun <R> write(change: Writer.() -> R): R =
        synchronized(lock) {
            val before = now
            val writer = Writer(before)
            val result = writer.change()
            if (writer.changes.isNotEmpty()) {
                now = writer.freeze()
                val first = if (isUntold) before.all().map { entryOf(it, it) }.toList() else emptyList()
                isUntold = false
                listener?.changed(first + writer.changes.values.map { (named, value) -> entryOf(named, value) })
            }
            result
        }

    companion object {
        private fun entryOf(
            named: Resource,
            value: Resource?,
        ) = RESOURCE.entry("${named.kind} ${named.id}", value = value)

        fun create(place: Place): Ec2State =
            Ec2State(Writer(Contents.EMPTY).also { NewVpc.putDefaults(place, it) }.freeze(), isNew = true)

        fun read(
            place: Place,
            entries: StoredEntries,
        ): Ec2State {
            val known = RESOURCE.valuesIn(entries)
            if (known.isEmpty()) return create(place)
            val writer = Writer(Contents.EMPTY)
            known.sortedBy { it.number }.forEach(writer::put)
            return Ec2State(writer.freeze(), isNew = false)
        }
    }
}

/** Shown until then, and gone from there on. */
internal const val GONE_AT: String = "GoneAt"

internal fun Kind.keyOf(
    path: String,
    value: String,
): String = "$name $path $value"

/** Takes away what is no longer shown [at] an instant. */
internal fun Ec2State.forgetGone(at: Instant) =
    write {
        for ((end, named) in expiring) {
            if (end > at) continue
            named.forEach { name ->
                val (kind, id) = name.split(' ', limit = 2)
                find(Kind.valueOf(kind), id)?.let(::remove)
            }
        }
    }
