package io.mockaws.services.ec2.state

import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.at
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.PersistentSet
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.persistentHashSetOf
import kotlinx.collections.immutable.persistentMapOf
import kotlin.time.Instant

/** Resources by id, in the order in which they came. */
internal typealias ById = PersistentMap<String, Resource>

/** What a state holds at one moment. */
internal open class Contents(
    internal val kinds: PersistentMap<Kind, ById>,
    /** Ids by what [keyOf] makes of a kind, a path of members and a value. */
    internal val index: PersistentMap<String, PersistentSet<String>>,
    /** What is gone at an instant. */
    internal val expiring: PersistentMap<Instant, PersistentSet<String>>,
    /** The first of these instants; null for none. */
    internal val firstEnd: Instant?,
) {
    /** Those of [kind], in the order in which they came. */
    open operator fun get(kind: Kind): Map<String, Resource> = kinds[kind].orEmpty()

    fun find(
        kind: Kind,
        id: String?,
    ): Resource? = id?.let { this[kind][it] }

    protected open fun idsAt(key: String): Set<String> = index[key].orEmpty()

    /** Those of [kind] that have [value] at the indexed [path], in the order in which they came. */
    fun where(
        kind: Kind,
        path: String,
        value: String?,
    ): List<Resource> {
        if (value == null) return emptyList()
        if (path == kind.idMember) return listOfNotNull(find(kind, value))
        val all = this[kind]
        return idsAt(kind.keyOf(path, value)).mapNotNull { all[it] }.sortedBy { it.number }
    }

    fun any(
        kind: Kind,
        path: String,
        value: String?,
    ): Boolean = value != null && idsAt(kind.keyOf(path, value)).isNotEmpty()

    /** How many ids an index has: what a search by it costs. */
    fun count(
        kind: Kind,
        path: String,
        value: String,
    ): Int = if (path == kind.idMember) 1 else idsAt(kind.keyOf(path, value)).size

    fun all(): Sequence<Resource> = Kind.entries.asSequence().flatMap { this[it].values.asSequence() }

    companion object {
        val EMPTY: Contents = Contents(persistentMapOf(), persistentHashMapOf(), persistentMapOf(), null)
    }
}

/** The contents as one writer sees and changes them. */
internal class Writer(
    before: Contents,
) : Contents(before.kinds, before.index, before.expiring, before.firstEnd) {
    private val edited = HashMap<Kind, PersistentMap.Builder<String, Resource>>()
    private val keys = HashMap<String, PersistentSet.Builder<String>>()
    private var ends = expiring
    private var first = firstEnd

    /** By kind and id: each resource as it was named, and as it is now; null for gone. */
    val changes = LinkedHashMap<String, Pair<Resource, Resource?>>()

    private fun of(kind: Kind) = edited.getOrPut(kind) { (kinds[kind] ?: persistentMapOf()).builder() }

    override operator fun get(kind: Kind): Map<String, Resource> = edited[kind] ?: super.get(kind)

    override fun idsAt(key: String): Set<String> = keys[key] ?: super.idsAt(key)

    private fun idsOf(key: String) = keys.getOrPut(key) { (index[key] ?: persistentHashSetOf()).builder() }

    /** Adds [resource], or puts it in place of the one with its id. */
    fun put(resource: Resource): Resource {
        reindex(of(resource.kind).put(resource.id, resource), resource)
        changes[nameOf(resource)] = resource to resource
        return resource
    }

    fun remove(resource: Resource) {
        val before = of(resource.kind).remove(resource.id) ?: return
        reindex(before, null)
        changes[nameOf(resource)] = before to null
    }

    private fun nameOf(resource: Resource) = "${resource.kind} ${resource.id}"

    /** Most changes leave most keys as they are. */
    private fun reindex(
        before: Resource?,
        after: Resource?,
    ) {
        val old = before?.let(::keysOf).orEmpty()
        val new = after?.let(::keysOf).orEmpty()
        for (key in old) if (key !in new) idsOf(key).remove(checkNotNull(before).id)
        for (key in new) if (key !in old) idsOf(key).add(checkNotNull(after).id)
        val oldEnd = before?.get(GONE_AT) as? Instant
        val newEnd = after?.get(GONE_AT) as? Instant
        if (oldEnd == newEnd) return
        if (oldEnd != null) leave(oldEnd, nameOf(before))
        if (newEnd != null) {
            ends = ends.putting(newEnd, (ends[newEnd] ?: persistentHashSetOf()).adding(nameOf(after)))
            first = first?.let { minOf(it, newEnd) } ?: newEnd
        }
    }

    private fun leave(
        end: Instant,
        name: String,
    ) {
        val left = ends[end]?.removing(name) ?: return
        ends = if (left.isEmpty()) ends.removing(end) else ends.putting(end, left)
        if (left.isEmpty() && end == first) first = ends.keys.minOrNull()
    }

    private fun keysOf(resource: Resource): Set<String> {
        val kind = resource.kind
        val found = LinkedHashSet<String>((kind.indexed.size + resource.tags.size) * 2)
        for (path in kind.indexed) {
            if ('.' in path) {
                resource.members.at(path).forEach { found += kind.keyOf(path, it) }
            } else {
                // Most are members of its own, which need no walk.
                when (val value = resource[path]) {
                    null -> Unit
                    is List<*> -> value.forEach { if (it != null) found += kind.keyOf(path, it.toString()) }
                    else -> found += kind.keyOf(path, value.toString())
                }
            }
        }
        for ((key, value) in resource.tags) {
            found += kind.keyOf("tag:$key", value)
            found += kind.keyOf(TAG_KEY, key)
        }
        return found
    }

    fun freeze(): Contents {
        val all = index.builder()
        for ((key, ids) in keys) if (ids.isEmpty()) all.remove(key) else all[key] = ids.build()
        val resources = edited.entries.fold(kinds) { those, (kind, its) -> those.putting(kind, its.build()) }
        return Contents(resources, all.build(), ends, first)
    }
}

/** The path at which an index has who has a tag with a key. */
internal const val TAG_KEY: String = "tag-key"
