package io.mockaws.services.sts.session

import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables

/** Sessions by access key. */
internal val SESSION: Table<Session> = Table("session", Session.serializer())

/** Every session there is, of all accounts: an access key alone tells whose it is. */
internal class StsState(
    tables: Tables = Tables.EMPTY,
) : TableState<StsState>(tables) {
    override fun with(tables: Tables): StsState = StsState(tables)

    companion object {
        val KIND: StateKind<StsState> =
            StateKind(StateKind.Scope.GLOBAL, { StsState() }) { _, entries -> read(entries) }

        private fun read(entries: StoredEntries) = StsState(Tables.read(entries, SESSION))
    }
}
