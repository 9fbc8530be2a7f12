package io.mockaws.services.ec2.state

import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.at
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.PersistentSet
import kotlinx.collections.immutable.mutate
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.persistentHashSetOf

/** Finds resources by what they have at paths of their members: at those that their kinds name, and those that were asked for. */
internal class Index(
    /** Ids by what [keyOf] makes of a kind, a path and a value. */
    val ids: PersistentMap<String, PersistentSet<String>>,
    /** The paths that somebody looked for, beside those of [Kind.indexed]. */
    val asked: PersistentMap<Kind, PersistentSet<String>>,
) {
    fun knows(
        kind: Kind,
        path: String,
    ): Boolean = path in kind.indexed || path in asked[kind].orEmpty()

    /** The same with [path], at which [all] of [kind] are looked at. */
    fun with(
        kind: Kind,
        path: String,
        all: Collection<Resource>,
    ): Index {
        val more = LinkedHashMap<String, HashSet<String>>()
        for (resource in all) keysAt(path, resource) { more.getOrPut(it) { HashSet() } += resource.id }
        val known = asked[kind] ?: persistentHashSetOf()
        return Index(
            ids.mutate { for ((key, those) in more) it[key] = persistentHashSetOf<String>().addingAll(those) },
            asked.putting(kind, known.adding(path)),
        )
    }

    /** The keys that [resource] is found by. */
    fun keysOf(resource: Resource): Set<String> {
        val kind = resource.kind
        val found = LinkedHashSet<String>((kind.indexed.size + resource.tags.size) * 2)
        for (path in kind.indexed) keysAt(path, resource, found::add)
        asked[kind]?.forEach { keysAt(it, resource, found::add) }
        for ((key, value) in resource.tags) {
            found += kind.keyOf("tag:$key", value)
            found += kind.keyOf(TAG_KEY, key)
        }
        return found
    }

    private inline fun keysAt(
        path: String,
        resource: Resource,
        add: (String) -> Unit,
    ) {
        val kind = resource.kind
        if ('.' in path) return resource.members.at(path).forEach { add(kind.keyOf(path, it)) }
        // Most are members of its own, which need no walk.
        when (val value = resource[path]) {
            null -> Unit
            is List<*> -> value.forEach { if (it != null) add(kind.keyOf(path, it.toString())) }
            else -> add(kind.keyOf(path, value.toString()))
        }
    }

    companion object {
        val EMPTY: Index = Index(persistentHashMapOf(), persistentHashMapOf())
    }
}

/** The path at which an index has who has a tag with a key. */
internal const val TAG_KEY: String = "tag-key"
