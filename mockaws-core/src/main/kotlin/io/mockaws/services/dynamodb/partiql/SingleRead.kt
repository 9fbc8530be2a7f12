package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Key
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.checkScalarKeys
import io.mockaws.services.dynamodb.table.keyFrom
import io.mockaws.services.dynamodb.value.Attributes

/** A `SELECT` of a batch or transaction, which is about one item: its `WHERE` has the key, and nothing besides. */
internal class SingleRead(
    select: Statement.Select,
    values: Values,
    val table: Table,
    /** The operation, for its complaint. */
    operation: String,
) {
    private val columns: Columns?
    private val attributes: Attributes

    init {
        columns = select.columns?.let { Columns.of(it) }
        columns?.let { table.checkScalarKeys(it.paths) }
        val where = select.where?.let { Conditions(values).of(it) }
        val key = KeyEqualities.of(where, table.keys, takesIn = true)
        if (select.from.index != null || !key.isComplete || key.rest != null) {
            if (select.from.index == null) KeyPlan.of(where, table.keys).check()
            throw DynamoDbFaults.validation(
                "Select statements within $operation must specify the primary key in the where clause.",
            )
        }
        attributes = key.attributes
    }

    fun key(): Key = table.keyFrom(attributes)

    fun row(item: Item?): Attributes? = item?.attributes?.let { columns?.of(it) ?: it }
}
