package io.mockaws.engine

import io.mockaws.wire.ServiceShape
import java.util.concurrent.ConcurrentHashMap

/**
 * Stands for a service whose kept state this version of mockaws cannot read: a later one has written it. What it left
 * is kept as it is, and saved again.
 */
internal class UnreadService private constructor(
    override val stateKey: String,
) : Service<UnreadState>(
    ServiceShape(id = stateKey, signingName = stateKey, version = ""),
    emptyList(),
    StateKind(StateKind.Scope.REGIONAL, { UnreadState(EntryTree()) }) { _, entries -> UnreadState(entries.tree) },
) {
    override fun operation(name: String): Operation<UnreadState, *, *>? = null

    companion object {
        private val services = ConcurrentHashMap<String, UnreadService>()

        /** The one whose states are kept under [stateKey]. */
        fun of(stateKey: String): UnreadService = services.computeIfAbsent(stateKey) { UnreadService(it) }
    }
}

/** Entries that nobody here understands. */
internal class UnreadState(
    private val tree: EntryTree<ByteArray>,
) : ServiceState<UnreadState> {
    override fun fork(): UnreadState = this

    override fun entries(): List<Entry> = ArrayList<Entry>().also { collect(tree, emptyList(), it) }

    override fun tell(listener: ChangeListener) = Unit

    private fun collect(
        tree: EntryTree<ByteArray>,
        path: EntryPath,
        into: MutableList<Entry>,
    ) {
        tree.value?.let { into += Entry.encoded(path, it) }
        tree.children.forEach { (step, below) -> collect(below, path + step, into) }
    }
}
