package io.mockaws.services.kms.state

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.Key
import kotlin.time.Duration.Companion.days

/**
 * A multi-Region key [id] wherever this account has it, the primary first. They have their id, material, rotation, spec
 * and usage in common, and nothing else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
internal fun CallContext<KmsState>.related(id: String): List<FoundKey> =
    everywhere().filter { it.account == account }
        .mapNotNull { home -> home.state.keys[id]?.let { FoundKey(it, home) } }
        .sortedBy { it.key.multiRegion }

/** Changes [found] and all keys that it has its material in common with. */
internal fun FoundKey.updateRelated(change: (Key) -> Key): Key {
    if (key.multiRegion != null) {
        home.related(key.id).filter { it.key.arn != key.arn }.forEach { it.update(change) }
    }
    return update(change)
}

/**
 * Removes the key [id] when its waiting period is over, with its aliases and grants. The waiting period of a primary key
 * begins when its last replica is gone.
 */
internal fun CallContext<KmsState>.settleDeletion(id: String) {
    val now = now()
    val kept = state.keys[id] ?: return
    if (kept.multiRegion == null) {
        if (kept.isGoneAt(now)) remove(kept)
        return
    }
    val all = related(id)
    val replicas = all.filter { it.key.multiRegion == Key.MultiRegionType.REPLICA }
    if (replicas.all { it.key.isGoneAt(now) }) {
        val last = replicas.mapNotNull { it.key.deletionDate }.maxOrNull()
        all.filter { it.key.multiRegion == Key.MultiRegionType.PRIMARY }.forEach { primary ->
            val key = primary.key
            if (last != null && key.deletionWindow != null && key.deletionDate == null) {
                primary.home.state.write {
                    this[KmsState.KEYS, id] = key.copy(deletionDate = last + key.deletionWindow.days)
                }
            }
        }
    }
    replicas.filter { it.key.isGoneAt(now) }.forEach { it.home.remove(it.key) }
    related(id).filter { it.key.isGoneAt(now) }.forEach { it.home.remove(it.key) }
}

private fun CallContext<KmsState>.remove(key: Key) {
    state.write {
        remove(KmsState.KEYS, key.id)
        this[KmsState.ALIASES].values.filter { it.keyId == key.id }.forEach { remove(KmsState.ALIASES, it.name) }
        this[KmsState.GRANTS].values.filter { it.keyId == key.id }.forEach { remove(KmsState.GRANTS, it.id) }
    }
}
