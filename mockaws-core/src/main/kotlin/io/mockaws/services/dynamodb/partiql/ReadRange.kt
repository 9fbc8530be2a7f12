package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.table.Key
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.table.KeyRange
import io.mockaws.services.dynamodb.value.AttributeValue

/** Rows that are read one after the other, between two keys; null is the end of the table. */
internal class ReadRange private constructor(
    val from: Key?,
    val to: Key?,
) {
    val isEmpty: Boolean get() = from != null && to != null && from >= to

    companion object {
        val ALL = ReadRange(null, null)

        /** The rows of [partition] whose sort keys meet all of [terms]. */
        fun of(
            keys: KeyNames,
            partition: AttributeValue,
            terms: List<KeyTerm>,
        ): ReadRange {
            val equal = keys.partition.name to KeyTerm("=", listOf(partition))
            val ranges =
                terms.map { KeyRange.of(mapOf(equal, keys.sort!!.name to it), keys) }
                    .ifEmpty { listOf(KeyRange.of(mapOf(equal), keys)) }
            return ReadRange(ranges.maxOf { it.from }, ranges.minOf { it.to })
        }

        /**
         * [ranges], whose partitions are in order, with those of one partition in order too.
         *
         * @param mayOverlap whether ranges with common rows become one; otherwise there must be none
         */
        fun apart(
            ranges: List<ReadRange>,
            mayOverlap: Boolean,
        ): List<ReadRange> {
            val apart = ArrayList<ReadRange>()
            for (range in byPartition(ranges)) {
                val last = apart.lastOrNull()
                if (last == null || !isSamePartition(last, range) || range.from!! >= last.to!!) {
                    apart += range
                } else if (mayOverlap) {
                    apart[apart.size - 1] = ReadRange(last.from, maxOf(last.to, range.to!!))
                } else {
                    throw DynamoDbFaults.validation(
                        "Overlapping conditions with range keys are not supported in where clause",
                    )
                }
            }
            return apart
        }

        private fun byPartition(ranges: List<ReadRange>): List<ReadRange> =
            ranges.groupBy { it.from!!.partition }.values.flatMap { of -> of.sortedBy { it.from!! } }

        private fun isSamePartition(
            one: ReadRange,
            two: ReadRange,
        ) = one.from!!.partition == two.from!!.partition
    }
}
