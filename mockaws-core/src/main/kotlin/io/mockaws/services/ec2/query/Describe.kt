package io.mockaws.services.ec2.query

import io.mockaws.kit.Members
import io.mockaws.kit.Paging
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.at
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.TAG_KEY
import io.mockaws.services.ec2.state.notThere
import kotlin.time.Instant

/**
 * A describe operation: what it is about, by which member it takes ids and by which it answers.
 *
 * @param joins by paths of what is shown: who else knows whom an index of its own finds, so that nobody is looked at in vain
 * @param others members of what is shown that the resource has not itself; null for all
 * @param view what is shown of one, and what filters look at
 */
internal class Describe(
    private val operation: String,
    private val kind: Kind,
    private val idsMember: String?,
    private val resultMember: String,
    private val filterMember: String = "Filters",
    private val joins: Map<String, Join> = emptyMap(),
    private val others: Set<String>? = emptySet(),
    private val view: (Resource, Contents) -> Members = { resource, _ -> resource.listed },
) {
    fun answer(
        input: Members,
        call: Ec2Call,
    ): Members {
        val shown = chosen(input, call.now(), call.state.now)
        return page(resultMember, input, shown, { it.resource.id }) { it.members }
    }

    /** Those that [input] asks for, with what is shown of each. */
    fun chosen(
        input: Members,
        at: Instant,
        now: Contents,
    ): List<Shown> {
        val filters = Filters(FilterNames.of(operation), input, filterMember)
        val ids = idsMember?.let(input::texts).orEmpty()
        val candidates =
            (if (ids.isEmpty()) candidates(filters, now) else named(ids, now)).filter {
                isThere(it, at) && (others == null || filters.mayAdmit(it, others))
            }
        val all = candidates.map { Shown(it) { view(it, now) } }
        val isDone = filters.isEmpty || others?.isEmpty() == true
        return if (isDone) all else all.filter { filters.admit(it.members, it.resource.tags) }
    }

    private fun isThere(
        resource: Resource,
        at: Instant,
    ): Boolean = (resource[GONE_AT] as? Instant)?.let { it > at } != false

    private fun named(
        ids: List<String>,
        now: Contents,
    ): List<Resource> {
        val found = ids.distinct().mapNotNull { now.find(kind, it) }
        val lost = ids.distinct().filter { now.find(kind, it) == null }
        if (lost.isEmpty() || kind in LENIENT) return found.sortedBy { it.number }
        lost.forEach { id -> if (kind.malformed != null && !kind.isId(id)) throw notThere(kind, id) }
        throw Ec2Faults.missing(kind, lost)
    }

    /** All that may be meant: what an index finds by one of the filters, where one of them has an index. */
    private fun candidates(
        filters: Filters,
        now: Contents,
    ): Collection<Resource> {
        val found = filters.exact.mapNotNull { (path, values) -> findBy(path, values, now) }
        val all = now[kind].values
        // To put most of them in order costs more than to look at each.
        return found.minByOrNull { it.cost }?.takeIf { it.cost <= all.size / FEW }?.all() ?: all
    }

    private class Found(
        val cost: Int,
        private val find: () -> List<Resource>,
    ) {
        fun all(): List<Resource> = find().distinctBy { it.id }.sortedBy { it.number }
    }

    /** How those with [values] at [path] are found without a look at all; null where they are not. */
    private fun findBy(
        path: String,
        values: Set<String>,
        now: Contents,
    ): Found? {
        if (path == kind.idMember || path in kind.indexed || path.startsWith("tag:") || path == TAG_KEY) {
            return Found(values.sumOf { now.count(kind, path, it) }) { values.flatMap { now.where(kind, path, it) } }
        }
        val join = joins[path]
        if (join == null) return if (isOwn(path) && values.none(::isFlag)) ownBy(path, values, now) else null
        return Found(values.sumOf { now.count(join.kind, join.path, it) }) {
            values.flatMap { now.where(join.kind, join.path, it) }.flatMap { it.members.at(join.owner) }
                .mapNotNull { now.find(kind, it) }
        }
    }

    /** By an index that is made when there are so many that it pays. */
    private fun ownBy(
        path: String,
        values: Set<String>,
        now: Contents,
    ): Found? {
        if (now[kind].size < MANY) return null
        now.prepare(kind, path)
        return Found(values.sumOf { now.count(kind, path, it) }) { values.flatMap { now.where(kind, path, it) } }
    }

    private fun isOwn(path: String) = others != null && path.substringBefore('.') !in others

    /** Which filters take in upper case, too, and which finds half of all. */
    private fun isFlag(value: String) = value.lowercase().let { it == "true" || it == "false" }
}

/** An index is asked where it leaves this part of all, or less. */
private const val FEW = 4

/** Of so many an index is made by what nobody asked for before. */
private const val MANY = 256

/** Things of [kind] that an index finds by [path], and where they say whose they are. */
internal class Join(
    val kind: Kind,
    val path: String,
    val owner: String,
)

/** Who asks for one of these that is not there hears of nothing. */
private val LENIENT = setOf(Kind.FLOW_LOG, Kind.EGRESS_ONLY_INTERNET_GATEWAY)

/** Something with what is shown of it, which is worked out when somebody looks: not for all that stands on other pages. */
internal class Shown(
    val resource: Resource,
    private val view: () -> Members,
) {
    private var known: Members? = null
    val members: Members get() = known ?: view().also { known = it }

    operator fun component1(): Resource = resource

    operator fun component2(): Members = members
}

/** A page of [all] as the member [name] of an answer. */
internal fun <T> page(
    name: String,
    input: Members,
    all: List<T>,
    idOf: (T) -> String,
    shown: (T) -> Any,
): Members {
    val limit = input.number("MaxResults")
    val token = input.text("NextToken")
    if (limit != null &&
        limit < 1
    ) {
        throw Ec2Faults.invalid(" $limit ", "maxResults", "Expecting a value greater than 0.")
    }
    if (limit == null && token == null) return mapOf(name to all.map(shown))
    val query = (input - "NextToken" - "MaxResults").toSortedMap()
    val page = Paging(query, idOf) { Ec2Faults.token(token) }.page(all, limit ?: Int.MAX_VALUE, token)
    return mapOf(name to page.items.map(shown), "NextToken" to page.nextToken)
}
