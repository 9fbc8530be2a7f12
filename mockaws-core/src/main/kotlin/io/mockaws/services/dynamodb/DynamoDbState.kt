package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Clock
import io.mockaws.engine.Entry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.Thing
import io.mockaws.services.dynamodb.backup.Backup
import io.mockaws.services.dynamodb.backup.Backups
import io.mockaws.services.dynamodb.backup.Past
import io.mockaws.services.dynamodb.backup.expireBackups
import io.mockaws.services.dynamodb.backup.keepPast
import io.mockaws.services.dynamodb.op.ParameterizedStatement
import io.mockaws.services.dynamodb.op.TransactWriteItem
import io.mockaws.services.dynamodb.streams.OutgoingChange
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.Streams
import io.mockaws.services.dynamodb.streams.closeStream
import io.mockaws.services.dynamodb.streams.record
import io.mockaws.services.dynamodb.streams.tellKinesis
import io.mockaws.services.dynamodb.streams.trimStreams
import io.mockaws.services.dynamodb.table.Table
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.persistentMapOf
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * The tables of one account and region, their streams, backups and past. All that there is hangs on one immutable root:
 * a reader takes the root and sees one moment of everything, a writer makes the next root under a lock and puts it in place when it has
 * succeeded as a whole, and a fork is one more reference to the root.
 */
internal class DynamoDbState internal constructor(
    root: Root,
) : ServiceState<DynamoDbState> {
    constructor() : this(
        Root(persistentHashMapOf(), persistentMapOf(), Streams(), Backups(), persistentHashMapOf(), TreePMap.empty())
    )

    @Volatile
    private var root: Root = root
    private val lock = Any()
    private var listener: ChangeListener? = null

    /** Everything at one moment; immutable. */
    internal class Root(
        val tables: PersistentMap<String, Table>,
        /** Tokens of transactions, oldest first. */
        val tokens: PersistentMap<String, TransactionToken>,
        val streams: Streams,
        val backups: Backups,
        /** What tables with point-in-time recovery were, by name. */
        val pasts: PersistentMap<String, Past>,
        /** What is on its way to streams of Kinesis, by number. */
        val outgoing: TreePMap<Long, OutgoingChange>,
    ) {
        /** When the first item of any table expires, in seconds since 1970, or null. */
        val firstExpiry: Long? by lazy(LazyThreadSafetyMode.PUBLICATION) {
            tables.values.mapNotNull { it.firstExpiry }.minOrNull()
        }
    }

    /** The tables as they are now, by name. What a request reads, it reads from one call of this. */
    fun tables(): Map<String, Table> = root.tables

    /** The transactions that may be repeated, oldest first. */
    fun tokens(): Map<String, TransactionToken> = root.tokens

    /** The streams as they are now. */
    fun streams(): Streams = root.streams

    /** The backups as they are now. */
    fun backups(): Backups = root.backups

    /** What is on its way to streams of Kinesis now, in order. */
    fun outgoing(): TreePMap<Long, OutgoingChange> = root.outgoing

    /** The table [name] as it is now and what it was; null where there is none. */
    fun withPast(name: String): Pair<Table, Past>? =
        root.run { tables[name]?.let { table -> table to (pasts[name] ?: Past()) } }

    /** Runs [change], one writer at a time. Its writes are seen all at once when it returns, and never when it throws. */
    fun <R> write(
        clock: Clock,
        change: Writer.() -> R,
    ): R =
        synchronized(lock) {
            val writer = Writer(root, clock, isHeard = listener != null)
            val result = writer.change()
            root = writer.run { Root(tables, tokens, streams, backups, pasts, outgoing) }
            listener?.changed(writer.changes)
            result
        }

    /**
     * Deletes the items that have outlived their time to live by [delay], and what streams and AWS's own backups keep no
     * longer; to be called before anything is read or written.
     *
     * @return how many items
     */
    fun expire(
        clock: Clock,
        delay: Duration = DynamoDbLimits.TIME_TO_LIVE_DELAY,
    ): Int {
        val firstExpiry = root.firstExpiry
        val firstTrim = root.streams.firstTrim
        val firstBackup = root.backups.firstExpiry
        if (firstExpiry == null && firstTrim == null && firstBackup == null) return 0
        val now = clock.now()
        if (firstTrim != null && firstTrim <= now) write(clock) { trimStreams(now) }
        if (firstBackup != null && firstBackup <= now) write(clock) { expireBackups(now) }
        if (firstExpiry == null || firstExpiry > (now - delay).epochSeconds) return 0
        return write(clock) {
            tables.values.sumOf { table ->
                val left = table.withoutExpired(now, delay)
                if (left !== table) put(left, isExpiry = true)
                table.rows.size - left.rows.size
            }
        }
    }

    override fun fork(): DynamoDbState = DynamoDbState(root)

    override fun entries(): List<Entry> = entriesOf(root)

    override fun things(): Sequence<Thing> = tables().keys.asSequence().map { Thing("table", it) }

    override fun tell(listener: ChangeListener) = synchronized(lock) { this.listener = listener }

    /** The tables as one writer sees and changes them. */
    class Writer internal constructor(
        root: Root,
        val clock: Clock,
        /** Whether anybody wants to know the [changes]. */
        private val isHeard: Boolean,
    ) {
        val changes = ArrayList<Entry>(0)
        var tables: PersistentMap<String, Table> = root.tables
            private set
        var tokens: PersistentMap<String, TransactionToken> = root.tokens
            private set
        var streams: Streams = root.streams
            private set
        var backups: Backups = root.backups
            private set
        var pasts: PersistentMap<String, Past> = root.pasts
            private set
        var outgoing: TreePMap<Long, OutgoingChange> = root.outgoing
            private set

        /** The number that the next change gets that goes to a stream of Kinesis. */
        val nextOutgoing: Long get() = if (outgoing.isEmpty()) 1 else outgoing.lastKey() + 1

        /** @param isExpiry whether what [table] lacks has outlived its time to live */
        fun put(
            table: Table,
            isExpiry: Boolean = false,
        ) {
            if (isHeard) changes += changesOf(tables[table.name], table)
            if (table.definition.hasStream) record(table, isExpiry)
            tellKinesis(table, isExpiry)
            keepPast(table)
            tables = tables.putting(table.name, table.settled())
        }

        fun put(stream: Stream) {
            if (isHeard) changes += changesOf(streams[stream.arn], stream)
            streams = streams.with(stream)
        }

        fun remove(stream: Stream) {
            if (isHeard) changes += STREAM.entry(stream.arn, value = null)
            streams = streams.without(stream)
        }

        /** @param past null for nothing that is to be remembered of the table [name] */
        fun put(
            name: String,
            past: Past?,
        ) {
            if (isHeard) changes += changesOf(name, pasts[name], past)
            pasts = if (past == null) pasts.removing(name) else pasts.putting(name, past)
        }

        fun put(change: OutgoingChange) {
            if (isHeard) changes += OUTGOING.entry(change.number.toString(), value = change)
            outgoing = outgoing.plus(change.number, change)
        }

        fun remove(change: OutgoingChange) {
            if (isHeard) changes += OUTGOING.entry(change.number.toString(), value = null)
            outgoing = outgoing.minus(change.number)
        }

        fun put(backup: Backup) {
            if (isHeard) changes += entriesOf(backup)
            backups = backups.with(backup)
        }

        fun remove(backup: Backup) {
            if (isHeard) changes += BACKUP.entry(backup.arn, value = null)
            backups = backups.without(backup)
        }

        fun remove(name: String) {
            val table = tables.getValue(name).definition
            if (table.hasStream) closeStream(table)
            if (isHeard) changes += TABLE.entry(name, value = null)
            pasts = pasts.removing(name)
            tables = tables.removing(name)
        }

        fun remember(
            token: String,
            transaction: TransactionToken,
        ) {
            if (isHeard) changes += TOKEN.entry(token, value = transaction)
            tokens = tokens.putting(token, transaction)
        }

        fun forget(token: String) {
            if (isHeard) changes += TOKEN.entry(token, value = null)
            tokens = tokens.removing(token)
        }
    }
}

/** Writes to the state that a call is made to; see [DynamoDbState.write]. */
internal fun <R> CallContext<DynamoDbState>.write(change: DynamoDbState.Writer.() -> R): R = state.write(clock, change)

/** A transaction that may be repeated: when it ran, and what it asked for. */
@Serializable
internal data class TransactionToken(
    val at: Instant,
    val items: List<TransactWriteItem> = emptyList(),
    /** Those of ExecuteTransaction. */
    val statements: List<ParameterizedStatement> = emptyList(),
)
