package io.mockaws.services.kms.state

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.keys.KeyName
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.model.Models
import io.mockaws.services.kms.key.Alias
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyUsage

/** A key that was found, and the place that has it, which may be another account's. */
internal class FoundKey(
    val key: Key,
    val home: CallContext<KmsState>,
) {
    /** Puts [change]d in the key's place. */
    fun update(change: (Key) -> Key): Key {
        val now = home.now()
        return home.state.write {
            val latest =
                this[KmsState.KEYS][key.id]?.takeUnless { it.isGoneAt(now) } ?: throw KmsFaults.noSuchKey(key.arn)
            change(latest.at(now)).also { this[KmsState.KEYS, key.id] = it }
        }
    }
}

/**
 * The key that a caller calls [name].
 *
 * @throws AwsFault when there is none
 */
internal fun CallContext<KmsState>.find(name: String): FoundKey =
    when (val parsed = parse(name)) {
        is KeyName.Id -> {
            val home = at(parsed.place)
            FoundKey(home.keyOrNull(parsed.id) ?: throw KmsFaults.noSuchKey(parsed.arn), home)
        }

        is KeyName.Alias -> {
            val home = at(parsed.place)
            val alias = home.aliasOrNull(parsed.name) ?: throw KmsFaults.noSuchAlias(parsed.arn)
            FoundKey(home.keyOrNull(alias.keyId) ?: throw KmsFaults.noSuchAlias(parsed.arn), home)
        }
    }

private fun CallContext<KmsState>.parse(name: String): KeyName =
    try {
        KeyName.of(name, place)
    } catch (refusal: KeyRefusal) {
        throw AwsFault(refusal.code, refusal.message)
    }

/** The same for operations that take no alias. */
internal fun CallContext<KmsState>.findById(name: String): FoundKey {
    if (parse(name) is KeyName.Alias) throw KmsFaults.notFound("Invalid keyId '$name'")
    return find(name)
}

/** The key with the id [id] in this place, as it is now; null where there is none, or none any more. */
internal fun CallContext<KmsState>.keyOrNull(id: String): Key? {
    if (id !in state.keys) return null
    settleDeletion(id)
    val now = now()
    val kept = state.keys[id] ?: return null
    val current = kept.at(now)
    if (current === kept) return kept
    return state.write {
        this[KmsState.KEYS][id]?.at(now)?.also { this[KmsState.KEYS, id] = it }
    }
}

/** All keys of this place as they are now, in the order of their ids. */
internal fun CallContext<KmsState>.allKeys(): List<Key> = state.keys.keys.sorted().mapNotNull(::keyOrNull)

/** The alias [name] of this place, without a look at its key; one of AWS's own comes into being now. */
internal fun CallContext<KmsState>.aliasOrNull(name: String): Alias? {
    if (isManaged(name)) return managedAlias(name)
    return state.aliases[name]?.takeIf { keyOrNull(it.keyId) != null }
}

/** Whether [name] is an alias of AWS's own for a service that there is; `ebs` is a part of one. */
private fun isManaged(name: String): Boolean {
    if (!name.startsWith(KeyName.AWS_ALIAS)) return false
    val service = name.removePrefix(KeyName.AWS_ALIAS)
    return service == "ebs" || Models.facts(service) != null
}

/** The key that a caller calls [name], which can be used now and is for [usage]. */
internal fun CallContext<KmsState>.findToUse(
    name: String,
    usage: KeyUsage,
    operation: String,
): Key =
    find(name).key.also {
        it.checkUsable()
        it.checkUsage(usage, operation)
    }

/** Refuses a key that is for something else. */
internal fun Key.checkUsage(
    wanted: KeyUsage,
    operation: String,
) {
    if (usage != wanted) throw KmsFaults.wrongUsage(this, operation)
}
