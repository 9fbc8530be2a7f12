package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.wire.Blob

/** The rows of one partition that a key condition names. */
internal class KeyRange private constructor(
    val partition: AttributeValue,
    private val term: KeyTerm?,
    private val keys: KeyNames,
) {
    val from: Key
    val to: Key

    init {
        fun before(value: AttributeValue?) = Key.bound(partition, value, -1)

        fun behind(value: AttributeValue?) = Key.bound(partition, value, 1)
        val values = term?.values.orEmpty()
        from =
            when (term?.operator) {
                "=", ">=", "BETWEEN", "begins_with" -> before(values[0])
                ">" -> behind(values[0])
                else -> before(null)
            }
        to =
            when (term?.operator) {
                "=", "<=" -> behind(values[0])
                "<" -> before(values[0])
                "BETWEEN" -> behind(values[1])
                "begins_with" -> behind(lastWith(values[0]))
                else -> behind(null)
            }
    }

    /** @throws io.mockaws.engine.AwsFault when no page of this range can have ended at [start] */
    fun checkStart(start: Attributes) {
        val samePartition = start[keys.partition.name] == partition
        if (term != null && !term.test(start.getValue(keys.sort!!.name))) {
            throw DynamoDbFaults.validation("The provided starting key does not match the range key predicate")
        }
        if (samePartition) return
        throw DynamoDbFaults.validation(
            if (term == null) {
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
            if (terms.size !in 1..2) throw DynamoDbFaults.validation("Conditions can be of length 1 or 2 only")
            if (keys.sort == null &&
                terms.size > 1
            ) {
                throw DynamoDbFaults.validation("Query key condition not supported")
            }
            val partition = terms[keys.partition.name] ?: throw missed(keys.partition)
            checkType(partition, keys.partition)
            if (partition.operator != "=") throw DynamoDbFaults.validation("Query key condition not supported")
            if (terms.size == 1) return KeyRange(partition.values[0], null, keys)
            val sort = terms[keys.sort!!.name] ?: throw missed(keys.sort)
            checkType(sort, keys.sort)
            return KeyRange(partition.values[0], sort, keys)
        }

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
