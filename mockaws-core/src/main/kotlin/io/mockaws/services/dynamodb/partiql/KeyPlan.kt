package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.compareOrNull

/**
 * How a `WHERE` is read: by the ranges of keys that its alternatives name, when each of them fixes the partition key,
 * and by a scan of everything otherwise.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
 */
internal class KeyPlan private constructor(
    private val keys: KeyNames,
    private val branches: List<Branch>,
) {
    /** One of the alternatives of a `WHERE`: what it says of keys, and the rest. */
    private class Branch(
        val terms: List<Condition.Term>,
        val filters: List<Condition>,
    ) {
        fun and(other: Branch) = Branch(terms + other.terms, filters + other.filters)

        fun termsOn(name: String): List<KeyTerm> = terms.filter { it.attribute == name }.map { it.key!! }
    }

    private val partition = keys.partition.name
    private val sort = keys.sort?.name

    /** Whether each alternative fixes the partition key, so that it takes no scan. */
    val isKeyed: Boolean = branches.isNotEmpty() && branches.all { isKeyed(it) }

    /** The values of the partition key that are read, without those that two conditions contradict. */
    private val partitions: List<Pair<AttributeValue, Branch>> by lazy {
        branches
            .mapNotNull { branch -> partitionOf(branch)?.let { it to branch } }
            .sortedWith { a, b -> compareOrNull(a.first, b.first) ?: 0 }
    }

    private fun isKeyed(branch: Branch) = branch.termsOn(partition).any { it.operator == "=" }

    private fun partitionOf(branch: Branch): AttributeValue? =
        branch.termsOn(partition).filter { it.operator == "=" }.map { it.values[0] }.distinct().singleOrNull()

    /** @throws io.mockaws.engine.AwsFault when a condition on a key cannot hold for its type */
    fun checkTypes() {
        if (!isKeyed) return
        for (key in keys.all) {
            val values = branches.flatMap { it.termsOn(key.name) }.flatMap { it.values }
            if (values.any { it.type != key.type }) throw PartiQlFaults.keyType(key.name)
        }
    }

    fun checkReads() {
        if (isKeyed && branches.size > DynamoDbLimits.STATEMENT_READS) {
            throw DynamoDbFaults.validation("Too many decomposed read operations for a given query.")
        }
    }

    /** All that can be wrong with the conditions on keys. */
    fun check() {
        checkTypes()
        checkReads()
        ranges()
    }

    /** To be called after [checkTypes] and [checkReads]. */
    fun ranges(): List<ReadRange> {
        if (!isKeyed) return listOf(ReadRange.ALL)
        val ranges = partitions.map { (value, branch) ->
            ReadRange.of(keys, value, sort?.let { branch.termsOn(it) }.orEmpty())
        }
        return ReadRange.apart(ranges.filter { !it.isEmpty }, mayOverlap = branches.any { hasOpenSort(it) })
    }

    /** A negated condition on the sort key is none that AWS compares with others. */
    private fun hasOpenSort(branch: Branch): Boolean =
        sort != null && branch.filters.any { filter ->
            (filter is Condition.Not || (filter as? Condition.Term)?.key?.operator == "<>") &&
                filter.paths.any { it.head == sort }
        }

    /** What an index that projects so little cannot answer: of the last alternative, when all ask for something. */
    fun unprojected(isProjected: (String) -> Boolean): Set<String> {
        if (!isKeyed) return emptySet()
        val missing =
            partitions.map { (_, branch) ->
                // In the order of a hash set, as AWS tells them.
                branch.filters.flatMap { it.paths }.map { it.head }.filterNotTo(HashSet(), isProjected)
            }
        return if (missing.all { it.isNotEmpty() }) missing.lastOrNull().orEmpty() else emptySet()
    }

    /** Whether there is a condition on the partition key in each alternative, and on how many values of it. */
    val partitionValues: Int get() = partitions.map { it.first }.distinct().size

    companion object {
        /** With more alternatives than this it is a scan, whatever they are. */
        private const val MOST_BRANCHES = 1000
        private val SORT_OPERATORS = setOf("=", "<", "<=", ">", ">=", "BETWEEN", "begins_with")

        fun of(
            where: Condition?,
            keys: KeyNames,
        ): KeyPlan = KeyPlan(keys, where?.let { branches(it, keys) }.orEmpty())

        /** The alternatives of [condition]; none when they are too many to look at. */
        private fun branches(
            condition: Condition,
            keys: KeyNames,
        ): List<Branch> {
            if (!namesKey(condition, keys)) return listOf(Branch(emptyList(), listOf(condition)))
            return when (condition) {
                is Condition.And ->
                    condition.parts.fold(listOf(Branch(emptyList(), emptyList()))) { all, part ->
                        val more = branches(part, keys)
                        if (all.size * more.size > MOST_BRANCHES) return emptyList()
                        all.flatMap { branch -> more.map { branch.and(it) } }
                    }

                is Condition.Or -> condition.parts.flatMap { part ->
                    branches(part, keys).ifEmpty { return emptyList() }
                }

                is Condition.Term -> {
                    val term = condition.key!!
                    val values = if (term.operator ==
                        "IN"
                    ) {
                        term.values.map { KeyTerm("=", listOf(it)) }
                    } else {
                        listOf(term)
                    }
                    values.map {
                        Branch(listOf(Condition.Term(condition, emptyList(), condition.attribute, it)), emptyList())
                    }
                }

                is Condition.Not -> error("A negated condition names no key")
            }
        }

        /** Whether [condition] can narrow down what is read. */
        private fun namesKey(
            condition: Condition,
            keys: KeyNames,
        ): Boolean =
            when (condition) {
                is Condition.And -> condition.parts.any { namesKey(it, keys) }

                is Condition.Or -> condition.parts.any { namesKey(it, keys) }

                is Condition.Not -> false

                is Condition.Term ->
                    when (condition.attribute) {
                        null -> false
                        keys.partition.name -> condition.key!!.operator == "=" || condition.key.operator == "IN"
                        keys.sort?.name -> condition.key!!.operator in SORT_OPERATORS || condition.key.operator == "IN"
                        else -> false
                    }
            }
    }
}
