package io.mockaws.services.dynamodb

import io.mockaws.engine.Clock
import io.mockaws.engine.ServiceState
import io.mockaws.services.dynamodb.op.TransactWriteItem
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.value.AttributeValue
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.persistentMapOf
import kotlinx.collections.immutable.toPersistentMap
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlin.time.Instant

/**
 * The tables of one account and region. All that there is hangs on one immutable root: a reader takes the root and
 * sees one moment of everything, a writer makes the next root under a lock and puts it in place when it has
 * succeeded as a whole, and a fork is one more reference to the root.
 */
@Serializable(with = DynamoDbStateSerializer::class)
internal class DynamoDbState internal constructor(
    root: Root,
) : ServiceState<DynamoDbState> {
    constructor() : this(Root(persistentHashMapOf(), persistentMapOf()))

    @Volatile
    private var root: Root = root
    private val lock = Any()

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
            val writer = Writer(root)
            val result = writer.change()
            root = Root(writer.tables, writer.tokens)
            result
        }

    /** Deletes what has outlived its time to live; to be called before anything is read or written. */
    fun expire(clock: Clock) {
        val first = root.firstExpiry ?: return
        val now = clock.now()
        if (first > (now - DynamoDbLimits.TIME_TO_LIVE_DELAY).epochSeconds) return
        write {
            for (table in tables.values) {
                val left = table.withoutExpired(now)
                if (left !== table) put(left)
            }
        }
    }

    override fun fork(): DynamoDbState = DynamoDbState(root)

    /** The tables as one writer sees and changes them. */
    class Writer internal constructor(
        root: Root,
    ) {
        var tables: PersistentMap<String, Table> = root.tables
            private set
        var tokens: PersistentMap<String, TransactionToken> = root.tokens

        fun put(table: Table) {
            tables = tables.putting(table.name, table)
        }

        fun remove(name: String) {
            tables = tables.removing(name)
        }
    }
}

/** A transaction that may be repeated: when it ran, and what it asked for. */
@Serializable
internal data class TransactionToken(
    val at: Instant,
    val items: List<TransactWriteItem>,
)

/** Tables as their definitions and items; indexes are made anew when they are read. */
internal object DynamoDbStateSerializer : KSerializer<DynamoDbState> {
    @Serializable
    private class Saved(
        val tables: List<SavedTable>,
        val tokens: Map<String, TransactionToken> = emptyMap(),
    )

    @Serializable
    private class SavedTable(
        val definition: TableDefinition,
        val items: List<Map<String, AttributeValue>>,
    )

    override val descriptor: SerialDescriptor = Saved.serializer().descriptor

    override fun serialize(
        encoder: Encoder,
        value: DynamoDbState,
    ) {
        val tables = value.tables().values.sortedBy { it.name }
        val saved = tables.map { table -> SavedTable(table.definition, table.rows.values.map { it.attributes }) }
        encoder.encodeSerializableValue(Saved.serializer(), Saved(saved, value.tokens()))
    }

    override fun deserialize(decoder: Decoder): DynamoDbState {
        val saved = decoder.decodeSerializableValue(Saved.serializer())
        val tables =
            saved.tables.associate { from ->
                val empty = Table(from.definition)
                from.definition.name to
                    from.items.fold(empty) { table, item -> table.put(table.keys.of(item), Item(item)) }
            }
        return DynamoDbState(DynamoDbState.Root(tables.toPersistentMap(), saved.tokens.toPersistentMap()))
    }
}
