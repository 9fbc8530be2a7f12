package io.mockaws.derive

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.StoredEntries

/** The records of one derived service in one place. */
internal class DerivedState : ServiceState<DerivedState> {
    override fun fork(): DerivedState = DerivedState()

    override fun entries(): List<Entry> = emptyList()

    override fun tell(listener: ChangeListener) = Unit
}

internal fun derivedStateOf(entries: StoredEntries): DerivedState = DerivedState().also {
    check(entries.tree.children.isEmpty())
}
