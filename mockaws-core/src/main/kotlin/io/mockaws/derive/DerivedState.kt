package io.mockaws.derive

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.ServiceState
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentMapOf
import kotlinx.collections.immutable.toPersistentMap

/** Records by noun and number, each noun's in the order in which they came. */
internal typealias RecordsByNoun = PersistentMap<String, PersistentMap<Long, Record>>

private val RECORD = EntryKind("record", Record.serializer())

/** The records of one derived service in one place. A call sees and changes them alone, and changes all or nothing. */
internal class DerivedState(
    private var records: RecordsByNoun = persistentMapOf(),
) : ServiceState<DerivedState> {
    private val lock = Any()
    private var listener: ChangeListener? = null

    override fun fork(): DerivedState = DerivedState(synchronized(lock) { records })

    override fun entries(): List<Entry> =
        synchronized(lock) { records }.values.flatMap { all -> all.values.map { entryOf(it, it) } }

    override fun things(): Sequence<Thing> =
        synchronized(lock) { records }.values.asSequence().flatMap { it.values }.map { record ->
            val name = record.handles.firstOrNull { !it.startsWith("arn:") } ?: record.handles.firstOrNull().orEmpty()
            Thing(record.noun, name, record.handles)
        }

    override fun tell(listener: ChangeListener) = synchronized(lock) { this.listener = listener }

    /** Runs [action] on the records. What it changes stands when it returns, and is lost when it throws. */
    fun <R> transaction(action: (Records) -> R): R =
        synchronized(lock) {
            val view = Records(records)
            val result = action(view)
            records = view.all
            if (view.changes.isNotEmpty()) {
                listener?.changed(view.changes.map { (before, now) -> entryOf(before, now) })
            }
            result
        }

    private companion object {
        fun entryOf(
            named: Record,
            value: Record?,
        ) = RECORD.entry("${named.noun}:${named.number}", value = value)
    }
}

/** The state that had these entries. */
internal fun derivedStateOf(entries: StoredEntries): DerivedState =
    DerivedState(
        RECORD.valuesIn(entries).sortedBy { it.number }.groupBy { it.noun }
            .mapValues { (_, all) -> all.associateBy { it.number }.toPersistentMap() }.toPersistentMap()
    )

/** The records as one call sees them. */
internal class Records(
    var all: RecordsByNoun,
) {
    /** What was put, and what was removed, in order: each record as it was named and as it is now. */
    val changes = ArrayList<Pair<Record, Record?>>()

    /** In the order in which they came. */
    fun of(noun: String): Collection<Record> = all[noun]?.values.orEmpty()

    fun get(
        noun: String,
        number: Long,
    ): Record? = all[noun]?.get(number)

    /** Every record there is. */
    fun everything(): Sequence<Record> = all.values.asSequence().flatMap { it.values }

    /** Adds [record], or puts it in place of the one with its number. */
    fun put(record: Record): Record {
        all = all.putting(record.noun, (all[record.noun] ?: persistentMapOf()).putting(record.number, record))
        changes += record to record
        return record
    }

    fun remove(record: Record) {
        val left = (all[record.noun] ?: return).removing(record.number)
        all = if (left.isEmpty()) all.removing(record.noun) else all.putting(record.noun, left)
        changes += record to null
    }
}
