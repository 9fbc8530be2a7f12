package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.wire.Blob

/** The rows of one partition that a key condition names: those with [equal] sort keys first, and [last] of the next. */
internal class KeyRange private constructor(
    private val terms: Map<String, KeyTerm>,
    private val keys: KeyNames,
    equal: List<AttributeValue>,
    last: KeyTerm?,
) {
    private val partition: AttributeValue =
        part(keys.partitions, keys.partitions.map { terms.getValue(it.name).values[0] })
    val from: Key
    val to: Key

    init {
        fun bound(
            value: AttributeValue?,
            side: Int,
        ) = Key.bound(partition, (equal + listOfNotNull(value)).ifEmpty { null }?.let { part(keys.sorts, it) }, side)

        fun before(value: AttributeValue?) = bound(value, -1)

        fun behind(value: AttributeValue?) = bound(value, 1)
        val values = last?.values.orEmpty()
        from =
            when (last?.operator) {
                ">=", "BETWEEN", "begins_with" -> before(values[0])
                ">" -> behind(values[0])
                else -> before(null)
            }
        to =
            when (last?.operator) {
                "<=" -> behind(values[0])
                "<" -> before(values[0])
                "BETWEEN" -> behind(values[1])
                "begins_with" -> behind(lastWith(values[0]))
                else -> behind(null)
            }
    }

    /** @throws io.mockaws.engine.AwsFault when no page of this range can have ended at [start] */
    fun checkStart(start: Attributes) {
        val onSorts = keys.sorts.filter { it.name in terms }
        if (onSorts.any { !terms.getValue(it.name).test(start.getValue(it.name)) }) {
            throw DynamoDbFaults.validation("The provided starting key does not match the range key predicate")
        }
        if (keys.partitions.all { start[it.name] == terms.getValue(it.name).values[0] }) return
        throw DynamoDbFaults.validation(
            if (onSorts.isEmpty()) {
                "The provided starting key is outside query boundaries based on provided conditions"
            } else {
                "The query can return at most one row and cannot be restarted"
            },
        )
    }

    companion object {
        /** @throws io.mockaws.engine.AwsFault when [terms] are not about [keys] */
        fun of(
            terms: Map<String, KeyTerm>,
            keys: KeyNames,
        ): KeyRange {
            val most = maxOf(2, keys.all.size)
            if (terms.size !in 1..most) throw DynamoDbFaults.validation("Conditions can be of length 1 or 2 only")
            checkPartitions(terms, keys)
            if (keys.sort == null && terms.size > keys.partitions.size) throw unsupported()
            for (key in keys.partitions) {
                val term = terms[key.name] ?: throw missed(key)
                checkType(term, key)
                if (term.operator != "=") throw unsupported()
            }
            val sorts = keys.sorts.takeWhile { it.name in terms }
            if (terms.size > keys.partitions.size + sorts.size) {
                checkNoGap(terms, keys)
                throw missed(keys.sorts[sorts.size])
            }
            sorts.forEach { checkType(terms.getValue(it.name), it) }
            checkNoGap(terms, keys)
            val onSorts = sorts.map { terms.getValue(it.name) }
            val last = onSorts.lastOrNull()?.takeIf { it.operator != "=" }
            val equal = onSorts.filter { it !== last }.map { it.values[0] }
            return KeyRange(terms, keys, equal, last)
        }

        /** Each of several partition keys has an equality. */
        private fun checkPartitions(
            terms: Map<String, KeyTerm>,
            keys: KeyNames,
        ) {
            val open = keys.partitions.filter { terms[it.name]?.operator != "=" }
            if (open.isEmpty() || keys.partitions.size == 1) return
            throw DynamoDbFaults.validation(
                "HASH key attributes ${open.joinToString(", ") {
                    it.name
                }} must have equality conditions specified in the query",
            )
        }

        /** Before a condition on one of several sort keys there is an equality on each before it. */
        private fun checkNoGap(
            terms: Map<String, KeyTerm>,
            keys: KeyNames,
        ) {
            val last = keys.sorts.lastOrNull { it.name in terms } ?: return
            val open = keys.sorts.takeWhile { it !== last }.filter { terms[it.name]?.operator != "=" }
            if (open.isEmpty()) return
            throw DynamoDbFaults.validation(
                "RANGE key attributes ${open.joinToString(", ") { it.name }} must have equality conditions specified " +
                    "in the query because a condition is present on key attribute ${last.name}",
            )
        }

        private fun part(
            attributes: List<KeyAttribute>,
            values: List<AttributeValue>,
        ): AttributeValue = if (attributes.size == 1) values[0] else AttributeValue.L(values)

        private fun unsupported() = DynamoDbFaults.validation("Query key condition not supported")

        private fun missed(key: KeyAttribute) =
            DynamoDbFaults.validation("Query condition missed key schema element: ${key.name}")

        private fun checkType(
            term: KeyTerm,
            key: KeyAttribute,
        ) {
            if (term.values.any { it.type != key.type }) {
                throw DynamoDbFaults.invalidParameter("Condition parameter type does not match schema type")
            }
            val empty = term.values.any {
                (it as? AttributeValue.S)?.value == "" ||
                    (it as? AttributeValue.B)?.value?.size == 0
            }
            if (empty) {
                val kind = if (term.values[0] is AttributeValue.S) "string" else "binary"
                throw DynamoDbFaults.validation(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot " +
                        "contain an empty $kind value. Key: ${key.name}",
                )
            }
        }

        /** No sort key that begins with [prefix] lies behind this one: it is as long and as high as a key can be. */
        private fun lastWith(prefix: AttributeValue): AttributeValue =
            when (prefix) {
                is AttributeValue.S -> AttributeValue.S(
                    prefix.value + "\uDBFF\uDFFF".repeat(DynamoDbLimits.SORT_KEY_BYTES / 4)
                )

                is AttributeValue.B -> AttributeValue.B(
                    Blob(
                        prefix.value.bytes + ByteArray(DynamoDbLimits.SORT_KEY_BYTES) {
                            -1
                        }
                    )
                )

                else -> prefix
            }
    }
}
