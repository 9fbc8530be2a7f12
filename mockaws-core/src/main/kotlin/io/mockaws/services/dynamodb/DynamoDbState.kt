package io.mockaws.services.dynamodb

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Clock
import io.mockaws.engine.Entry
import io.mockaws.engine.ServiceState
import io.mockaws.services.dynamodb.op.ParameterizedStatement
import io.mockaws.services.dynamodb.op.TransactWriteItem
import io.mockaws.services.dynamodb.table.Table
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.persistentMapOf
import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * The tables of one account and region. All that there is hangs on one immutable root: a reader takes the root and
 * sees one moment of everything, a writer makes the next root under a lock and puts it in place when it has
 * succeeded as a whole, and a fork is one more reference to the root.
 */
internal class DynamoDbState internal constructor(
    root: Root,
) : ServiceState<DynamoDbState> {
    constructor() : this(Root(persistentHashMapOf(), persistentMapOf()))

    @Volatile
    private var root: Root = root
    private val lock = Any()
    private var listener: ChangeListener? = null

    /** Everything at one moment; immutable. */
    internal class Root(
        val tables: PersistentMap<String, Table>,
        /** Tokens of transactions, oldest first. */
        val tokens: PersistentMap<String, TransactionToken>,
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

    /** Runs [change], one writer at a time. Its writes are seen all at once when it returns, and never when it throws. */
    fun <R> write(change: Writer.() -> R): R =
        synchronized(lock) {
            val writer = Writer(root, isHeard = listener != null)
            val result = writer.change()
            root = Root(writer.tables, writer.tokens)
            listener?.changed(writer.changes)
            result
        }

    /**
     * Deletes what has outlived its time to live by [delay]; to be called before anything is read or written.
     *
     * @return how many items
     */
    fun expire(
        clock: Clock,
        delay: Duration = DynamoDbLimits.TIME_TO_LIVE_DELAY,
    ): Int {
        val first = root.firstExpiry ?: return 0
        val now = clock.now()
        if (first > (now - delay).epochSeconds) return 0
        return write {
            tables.values.sumOf { table ->
                val left = table.withoutExpired(now, delay)
                if (left !== table) put(left)
                table.rows.size - left.rows.size
            }
        }
    }

    override fun fork(): DynamoDbState = DynamoDbState(root)

    override fun entries(): List<Entry> = entriesOf(root)

    override fun tell(listener: ChangeListener) = synchronized(lock) { this.listener = listener }

    /** The tables as one writer sees and changes them. */
    class Writer internal constructor(
        root: Root,
        /** Whether anybody wants to know the [changes]. */
        private val isHeard: Boolean,
    ) {
        val changes = ArrayList<Entry>(0)
        var tables: PersistentMap<String, Table> = root.tables
            private set
        var tokens: PersistentMap<String, TransactionToken> = root.tokens
            private set

        fun put(table: Table) {
            if (isHeard) changes += changesOf(tables[table.name], table)
            tables = tables.putting(table.name, table.settled())
        }

        fun remove(name: String) {
            if (isHeard) changes += TABLE.entry(name, value = null)
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

/** A transaction that may be repeated: when it ran, and what it asked for. */
@Serializable
internal data class TransactionToken(
    val at: Instant,
    val items: List<TransactWriteItem> = emptyList(),
    /** Those of ExecuteTransaction. */
    val statements: List<ParameterizedStatement> = emptyList(),
)
