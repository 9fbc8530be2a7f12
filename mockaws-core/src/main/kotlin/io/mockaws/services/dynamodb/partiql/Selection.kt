package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.Reading
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.value.Attributes

/** A `SELECT` that is ready to read [table], page by page. */
internal class Selection(
    select: Statement.Select,
    values: Values,
    private val table: Table,
    consistent: Boolean,
) {
    private val where: Condition?
    private val reading: Reading
    private val order: RowOrder
    private val ranges: List<ReadRange>

    init {
        checkIndex(select.from.index, table, consistent)
        val columns = select.columns?.let { Columns.of(it) }
        where = select.where?.let { Conditions(values).of(it) }
        reading = Reading(table, select.from.index, consistent, select = null, columns)
        reading.checkPaths(where?.paths.orEmpty())
        val plan = KeyPlan.of(where, reading.keys)
        order = RowOrder(select.order, reading.keys).also { it.check(where, plan) }
        plan.checkTypes()
        reading.index?.let { index ->
            val missing = plan.unprojected { index.projects(it) }
            if (missing.isNotEmpty()) {
                throw DynamoDbFaults.invalidParameter(
                    "Secondary index ${index.definition.name} does not project one or more filter attributes: $missing",
                )
            }
        }
        plan.checkReads()
        ranges = order.of(plan.ranges())
    }

    class Page(
        val items: List<Attributes>,
        /** Null when there is nothing more. */
        val next: ReadPosition?,
        val consumption: Consumption,
    )

    /**
     * Reads on from [start] until [limit] rows, 1 MB, so many ranges as AWS reads for one page, or the end.
     *
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html#ql-operators.logical
     */
    fun page(
        limit: Int?,
        start: ReadPosition?,
    ): Page {
        val consumption = Consumption(table)
        val items = ArrayList<Attributes>()
        var rows = 0
        var bytes = 0L
        val first = start?.range ?: 0
        if (start != null && first !in ranges.indices) throw NextTokens.invalid()
        for (i in first until minOf(first + DynamoDbLimits.STATEMENT_READS_OF_PAGE, ranges.size)) {
            val key = start?.key?.takeIf { i == first }?.let { reading.startKey(it) }
            val range = ranges[i]
            val (from, to) = if (order.isForward) (key ?: range.from) to range.to else range.from to (key ?: range.to)
            val page =
                reading.page(
                    reading.rows.between(from, to, order.isForward),
                    limit?.minus(rows),
                    where,
                    consumption,
                    DynamoDbLimits.PAGE_BYTES - bytes,
                )
            items += page.items!!
            rows += page.scannedCount
            bytes += page.bytes
            if (page.lastEvaluatedKey != null) return Page(items, ReadPosition(i, page.lastEvaluatedKey), consumption)
        }
        val next = first + DynamoDbLimits.STATEMENT_READS_OF_PAGE
        return Page(items, if (next < ranges.size) ReadPosition(next, null) else null, consumption)
    }

    companion object {
        fun checkIndex(
            name: String?,
            table: Table,
            consistent: Boolean,
        ) {
            if (name == null) return
            val index =
                table.index(name) ?: throw DynamoDbFaults.validation("The table does not have the specified index")
            if (index.keys.partitions.size > 1 || index.keys.sorts.size > 1) {
                throw DynamoDbFaults.validation(
                    "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or " +
                        "multi-attribute RANGE keys.",
                )
            }
            if (consistent && index.definition.global) {
                throw DynamoDbFaults.validation(
                    "Strongly consistent read is not supported on Global Secondary Indexes",
                )
            }
        }
    }
}
