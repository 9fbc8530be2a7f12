package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.expression.Predicate
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/** The one item that a `WHERE` names, as far as it does, and what it asks of it besides. */
internal class KeyEqualities private constructor(
    private val keys: KeyNames,
    /** The first value that each key attribute is compared with. */
    val attributes: Attributes,
    /** A key attribute that is compared with two values. */
    val contradicted: String?,
    /** Null when there is nothing but the key. */
    val rest: Predicate?,
) {
    val isComplete: Boolean get() = attributes.size == keys.all.size

    companion object {
        /** @param takesIn whether `IN` with one value is as good as `=`: it is for reads, and is not for writes */
        fun of(
            where: Condition?,
            keys: KeyNames,
            takesIn: Boolean = false,
        ): KeyEqualities {
            val attributes = LinkedHashMap<String, AttributeValue>()
            val rest = ArrayList<Condition>()
            var contradicted: String? = null
            for (condition in Condition.conjuncts(where)) {
                val name = (condition as? Condition.Term)?.attribute
                val value = (condition as? Condition.Term)?.key?.let { term ->
                    term.values.singleOrNull()?.takeIf { term.operator == "=" || (takesIn && term.operator == "IN") }
                }
                if (name == null || value == null || keys.all.none { it.name == name }) {
                    rest += condition
                    continue
                }
                val known = attributes.putIfAbsent(name, value)
                if (known != null && known != value) {
                    contradicted = contradicted ?: name
                    rest += condition
                }
            }
            return KeyEqualities(keys, attributes, contradicted, rest.ifEmpty { null }?.let { Condition.And(it) })
        }
    }
}
