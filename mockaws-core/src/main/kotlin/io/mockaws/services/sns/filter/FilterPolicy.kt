package io.mockaws.services.sns.filter

import io.mockaws.services.sns.common.SnsLimits

/**
 * Which messages a subscription wants.
 *
 * The language is the older part of EventBridge's: what AWS's matcher `event-ruler` has beside it (wildcards, suffixes
 * within `anything-but`) SNS refuses.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
internal class FilterPolicy private constructor(
    private val clauses: List<Clause>,
) {
    fun admits(fields: Fields): Boolean = clauses.all { it.admits(fields.root, fields) }

    /** Reads a policy. */
    private class Reader(
        private val isOfBody: Boolean,
    ) {
        private var isNested = false

        fun policy(text: String): FilterPolicy {
            if (text.encodeToByteArray().size >
                SnsLimits.FILTER_POLICY_BYTES
            ) {
                throw BadPolicy("Filter policy is too long")
            }
            val node = PolicyNode.parseCompact(text)
            val root = node as? PolicyNode.Members ?: throw BadPolicy("Filter is not an object${node.start}")
            if (root.fields.size > SnsLimits.FILTER_KEYS) throw BadPolicy("Filter policy can not have more than 5 keys")
            val clauses = clauses(root, emptyList())
            if (isNested && !isOfBody) throw NestedPolicy()
            if (combinations(root, 1, 1) >
                SnsLimits.FILTER_COMBINATIONS
            ) {
                throw BadPolicy("Filter policy is too complex")
            }
            return FilterPolicy(clauses)
        }

        private fun clauses(
            node: PolicyNode.Members,
            path: List<String>,
        ): List<Clause> = node.fields.map { clause(it, path) }

        private fun clause(
            field: PolicyNode.Field,
            path: List<String>,
        ): Clause {
            val value = field.value
            val alternatives = alternatives(field)
            if (alternatives != null) return Clause.Either(alternatives.map { clauses(it, path) })
            return named(if (isOfBody) field.name.split('.') else listOf(field.name), path) { at ->
                when (value) {
                    is PolicyNode.Items ->
                        ConditionReader.read(value).let { Clause.Matches(at.last(), at, it.conditions, it.exists) }

                    is PolicyNode.Members -> {
                        isNested = true
                        Clause.Within(at.last(), clauses(value, at))
                    }

                    is PolicyNode.Scalar ->
                        throw BadPolicy("\"${field.name}\" must be an object or an array${value.start}")
                }
            }
        }

        /** A key with dots in a policy on bodies means members of members. */
        private fun named(
            names: List<String>,
            path: List<String>,
            last: (List<String>) -> Clause,
        ): Clause {
            val at = path + names.first()
            if (names.size == 1) return last(at)
            return Clause.Within(names.first(), listOf(named(names.drop(1), at, last)))
        }

        /** What `$or` offers; null where [field] is an ordinary one. */
        private fun alternatives(field: PolicyNode.Field): List<PolicyNode.Members>? {
            val items = (field.value as? PolicyNode.Items)?.items ?: return null
            if (field.name != "\$or" || items.size < 2) return null
            val members = items.filterIsInstance<PolicyNode.Members>()
            if (members.size < items.size) return null
            return members.takeUnless { all -> all.any { one -> one.fields.any { it.name in operators } } }
        }

        /** How many ways there are to be content; AWS counts deep keys more than once. */
        private fun combinations(
            node: PolicyNode.Members,
            depth: Int,
            before: Int,
        ): Int =
            node.fields.fold(before) { sum, field ->
                val alternatives = alternatives(field)
                when (val value = field.value) {
                    is PolicyNode.Members -> combinations(value, depth + 1, sum)

                    is PolicyNode.Items ->
                        alternatives?.sumOf { combinations(it, depth, sum) } ?: (sum * value.items.size * depth)

                    is PolicyNode.Scalar -> sum
                }
            }
    }

    companion object {
        private val operators =
            setOf("exists", "equals-ignore-case", "prefix", "suffix", "anything-but", "numeric", "cidr")

        /**
         * The policy that [text] is, on bodies or on message attributes.
         *
         * @throws BadPolicy for what is none
         * @throws NestedPolicy for objects in a policy on attributes
         */
        fun parse(
            text: String,
            isOfBody: Boolean,
        ): FilterPolicy = Reader(isOfBody).policy(text)
    }
}

/** A policy on message attributes, which have no members, asks for members of members. */
internal class NestedPolicy : RuntimeException(null, null, false, false)
