package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.KeyNames

/** What `ORDER BY` says: rows come in the order of their keys anyway, so it is about directions. */
internal class RowOrder(
    private val order: List<Ordering>,
    private val keys: KeyNames,
) {
    private val partition = order.firstOrNull { it.attribute == keys.partition.name }
    private val sort = order.firstOrNull { it.attribute == keys.sort?.name }

    /** Whether sort keys rise. AWS lets them fall when `ORDER BY` names the partition key alone. */
    val isForward: Boolean = order.isEmpty() || sort?.descending == false

    fun of(ranges: List<ReadRange>): List<ReadRange> {
        if (order.isEmpty()) return ranges
        val partitions = ranges.groupBy { it.from?.partition }.values.map { if (isForward) it else it.reversed() }
        return (if (partition?.descending == true) partitions.reversed() else partitions).flatten()
    }

    fun check(
        where: Condition?,
        plan: KeyPlan,
    ) {
        if (order.isEmpty()) return
        if (where == null) {
            throw DynamoDbFaults.validation("Must have WHERE clause in the statement when using ORDER BY clause.")
        }
        val stranger = order.firstOrNull { each -> keys.all.none { it.name == each.attribute } }
        if (stranger != null) {
            throw DynamoDbFaults.validation(
                "Attribute ${stranger.attribute} in ORDER BY clause must be part of the primary key",
            )
        }
        if (!plan.isKeyed) {
            throw DynamoDbFaults.validation(
                "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
            )
        }
        if (plan.partitionValues > 1 && partition == null) {
            throw DynamoDbFaults.validation(
                "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
            )
        }
    }
}
