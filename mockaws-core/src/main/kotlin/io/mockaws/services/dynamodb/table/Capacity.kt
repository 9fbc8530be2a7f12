package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html

@Serializable
internal data class ConsumedCapacity(
    val tableName: String,
    val capacityUnits: Double,
    val readCapacityUnits: Double? = null,
    val writeCapacityUnits: Double? = null,
    val table: Capacity? = null,
    val localSecondaryIndexes: Map<String, Capacity>? = null,
    val globalSecondaryIndexes: Map<String, Capacity>? = null,
)

@Serializable
internal data class Capacity(
    val capacityUnits: Double,
    val readCapacityUnits: Double? = null,
    val writeCapacityUnits: Double? = null,
)

@Serializable
internal data class ItemCollectionMetrics(
    val itemCollectionKey: Attributes,
    @kotlinx.serialization.SerialName("SizeEstimateRangeGB")
    val sizeEstimateRangeGB: List<Double>,
)

/** Adds up what one request takes of one table and its indexes. */
internal class Consumption(
    private val table: Table,
) {
    private var units = 0.0
    private val indexUnits = LinkedHashMap<String, Double>()

    /** An item, or a page's worth of them; what is not there costs as much as the smallest item. */
    fun read(
        bytes: Long,
        consistent: Boolean,
        factor: Int = 1,
    ) = apply { units += readUnits(bytes, consistent) * factor }

    fun readIndex(
        index: Index,
        bytes: Long,
        consistent: Boolean,
    ) = apply { add(index, readUnits(bytes, consistent)) }

    /** [old] and [new] are the item before and after; an index pays for what changes in it. */
    fun write(
        key: Key,
        old: Item?,
        new: Item?,
        factor: Int = 1,
    ) = apply {
        units += maxOf(writeUnits(old), writeUnits(new), 1.0) * factor
        for (index in table.indexes) {
            val before = old?.let { index.entry(key, it) }
            val after = new?.let { index.entry(key, it) }
            val moved = before != null && after != null && before.first.compareTo(after.first) != 0
            val changed =
                when {
                    before?.second?.attributes == after?.second?.attributes -> 0.0
                    moved -> writeUnits(before.second) + writeUnits(after.second)
                    else -> maxOf(writeUnits(before?.second), writeUnits(after?.second))
                }
            if (changed > 0) add(index, changed * factor)
        }
    }

    private fun add(
        index: Index,
        units: Double,
    ) {
        indexUnits.merge(index.definition.name, units, Double::plus)
    }

    /** In the detail that `ReturnConsumedCapacity` asks for: null, `NONE`, `TOTAL` or `INDEXES`. */
    fun report(
        detail: String?,
        transactional: Transactional? = null,
    ): ConsumedCapacity? {
        if (!isWanted(detail)) return null
        val total = units + indexUnits.values.sum()
        val read = total.takeIf { transactional == Transactional.READ }
        val write = total.takeIf { transactional == Transactional.WRITE }
        if (detail == "TOTAL") return ConsumedCapacity(table.name, total, read, write)

        fun capacity(units: Double) =
            Capacity(units, units.takeIf { read != null }, units.takeIf { write != null })

        fun indexes(global: Boolean) =
            table.indexes
                .filter { it.definition.global == global && it.definition.name in indexUnits }
                .associate { it.definition.name to capacity(indexUnits.getValue(it.definition.name)) }
                .ifEmpty { null }
        return ConsumedCapacity(table.name, total, read, write, capacity(units), indexes(false), indexes(true))
    }

    /** Transactions tell read and write units apart. */
    enum class Transactional { READ, WRITE }

    companion object {
        fun isWanted(detail: String?): Boolean = detail != null && detail != "NONE"

        private fun readUnits(
            bytes: Long,
            consistent: Boolean,
        ): Double = maxOf(1, ceil(bytes, DynamoDbLimits.READ_UNIT)) * if (consistent) 1.0 else 0.5

        private fun writeUnits(item: Item?): Double =
            if (item == null) 0.0 else ceil(item.size.toLong(), DynamoDbLimits.WRITE_UNIT).toDouble()

        private fun ceil(
            bytes: Long,
            unit: Int,
        ): Long = (bytes + unit - 1) / unit
    }
}

/** The size of the item collection of [key]; only tables with local indexes have such. */
internal fun Table.collectionMetrics(
    key: Key,
    wanted: String?,
): ItemCollectionMetrics? {
    if (wanted != "SIZE" || indexes.none { !it.definition.global }) return null
    val from = Key.bound(key.partition!!, null, -1)
    val to = Key.bound(key.partition, null, 1)
    val local = indexes.filter { !it.definition.global }.map { it.rows }
    val bytes = (local + rows).sumOf { rows -> rows.between(from, to).asSequence().sumOf { it.value.size.toLong() } }
    val gigabytes = (bytes / (1L shl 30)).toDouble()
    return ItemCollectionMetrics(mapOf(keys.partition.name to key.partition), listOf(gigabytes, gigabytes + 1))
}
