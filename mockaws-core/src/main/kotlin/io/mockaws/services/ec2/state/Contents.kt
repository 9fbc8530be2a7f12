package io.mockaws.services.ec2.state

import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
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
    index: Index,
    /** What is gone at an instant. */
    internal val expiring: PersistentMap<Instant, PersistentSet<String>>,
    /** The first of these instants; null for none. */
    internal val firstEnd: Instant?,
) {
    /** What finds resources by their members. It grows when somebody looks for what it does not know yet. */
    @Volatile
    internal var index: Index = index
        private set

    /** Lets [where] find those of [kind] by what they have at [path], which takes a look at each of them, once. */
    fun prepare(
        kind: Kind,
        path: String,
    ) {
        if (index.knows(kind, path)) return
        synchronized(this) { index = index.with(kind, path, this[kind].values) }
    }

    /** Those of [kind], in the order in which they came. */
    open operator fun get(kind: Kind): Map<String, Resource> = kinds[kind].orEmpty()

    fun find(
        kind: Kind,
        id: String?,
    ): Resource? = id?.let { this[kind][it] }

    protected open fun idsAt(key: String): Set<String> = index.ids[key].orEmpty()

    /** Those of [kind] that have [value] at [path], which is indexed, in the order in which they came. */
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
        val EMPTY: Contents = Contents(persistentMapOf(), Index.EMPTY, persistentMapOf(), null)
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

    private fun idsOf(key: String) = keys.getOrPut(key) { (index.ids[key] ?: persistentHashSetOf()).builder() }

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
        val old = before?.let(index::keysOf).orEmpty()
        val new = after?.let(index::keysOf).orEmpty()
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

    fun freeze(): Contents {
        val all = index.ids.builder()
        for ((key, ids) in keys) if (ids.isEmpty()) all.remove(key) else all[key] = ids.build()
        val resources = edited.entries.fold(kinds) { those, (kind, its) -> those.putting(kind, its.build()) }
        return Contents(resources, Index(all.build(), index.asked), ends, first)
    }
}
