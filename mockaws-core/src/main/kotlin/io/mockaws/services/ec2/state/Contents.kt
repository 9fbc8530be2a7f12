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
    ): Int = idsAt(kind.keyOf(path, value)).size

    fun all(): Sequence<Resource> = Kind.entries.asSequence().flatMap { this[it].values.asSequence() }

    companion object {
        val EMPTY: Contents = Contents(persistentMapOf(), persistentHashMapOf(), persistentMapOf())
    }
}

/** The contents as one writer sees and changes them. */
internal class Writer(
    before: Contents,
) : Contents(before.kinds, before.index, before.expiring) {
    private val edited = HashMap<Kind, PersistentMap.Builder<String, Resource>>()
    private val keys = index.builder()
    private var ends = expiring

    /** By kind and id: each resource as it was named, and as it is now; null for gone. */
    val changes = LinkedHashMap<String, Pair<Resource, Resource?>>()

    private fun of(kind: Kind) = edited.getOrPut(kind) { (kinds[kind] ?: persistentMapOf()).builder() }

    override operator fun get(kind: Kind): Map<String, Resource> = edited[kind] ?: super.get(kind)

    override fun idsAt(key: String): Set<String> = keys[key].orEmpty()

    /** Adds [resource], or puts it in place of the one with its id. */
    fun put(resource: Resource): Resource {
        val before = of(resource.kind).put(resource.id, resource)
        before?.let { unindex(it) }
        index(resource)
        changes[nameOf(resource)] = resource to resource
        return resource
    }

    fun remove(resource: Resource) {
        val before = of(resource.kind).remove(resource.id) ?: return
        unindex(before)
        changes[nameOf(resource)] = before to null
    }

    private fun nameOf(resource: Resource) = "${resource.kind} ${resource.id}"

    private fun index(resource: Resource) {
        keysOf(resource).forEach { key -> keys[key] = (keys[key] ?: persistentHashSetOf()).adding(resource.id) }
        val end = resource[GONE_AT] as? Instant ?: return
        ends = ends.putting(end, (ends[end] ?: persistentHashSetOf()).adding(nameOf(resource)))
    }

    private fun unindex(resource: Resource) {
        for (key in keysOf(resource)) {
            val left = keys[key]?.removing(resource.id) ?: continue
            if (left.isEmpty()) keys.remove(key) else keys[key] = left
        }
        val end = resource[GONE_AT] as? Instant ?: return
        val left = ends[end]?.removing(nameOf(resource)) ?: return
        ends = if (left.isEmpty()) ends.removing(end) else ends.putting(end, left)
    }

    private fun keysOf(resource: Resource): List<String> {
        val kind = resource.kind
        val found = ArrayList<String>(kind.indexed.size + resource.tags.size)
        for (path in kind.indexed) resource.members.at(path).forEach { found += kind.keyOf(path, it) }
        for ((key, value) in resource.tags) found += kind.keyOf("tag:$key", value)
        return found.distinct()
    }

    fun freeze(): Contents =
        Contents(
            edited.entries.fold(kinds) { all, (kind, those) ->
                all.putting(kind, those.build())
            },
            keys.build(),
            ends
        )
}
