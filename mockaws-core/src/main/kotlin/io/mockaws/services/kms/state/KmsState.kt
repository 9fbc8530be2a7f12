package io.mockaws.services.kms.state

import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.services.kms.grant.Grant
import io.mockaws.services.kms.key.Alias
import io.mockaws.services.kms.key.ImportParameters
import io.mockaws.services.kms.key.Key

/** The keys of one account and region, their aliases and grants. */
internal class KmsState(
    tables: Tables = Tables.EMPTY,
) : TableState<KmsState>(tables) {
    override fun with(tables: Tables): KmsState = KmsState(tables)

    /** The keys by id, as the last that changed them left them. */
    val keys: Map<String, Key> get() = now[KEYS]

    /** The aliases by name. */
    val aliases: Map<String, Alias> get() = now[ALIASES]

    /** The grants by id. */
    val grants: Map<String, Grant> get() = now[GRANTS]

    override fun things(): Sequence<Thing> =
        keys.values.asSequence().map { Thing("key", it.id) } + aliases.keys.asSequence().map { Thing("alias", it) }

    companion object {
        val KEYS: Table<Key> = Table("key", Key.serializer())
        val ALIASES: Table<Alias> = Table("alias", Alias.serializer())
        val GRANTS: Table<Grant> = Table("grant", Grant.serializer())

        /** What was given to those who want to bring material, by the digest of its token. */
        val IMPORTS: Table<ImportParameters> = Table("import", ImportParameters.serializer())

        fun read(entries: StoredEntries): KmsState = KmsState(Tables.read(entries, KEYS, ALIASES, GRANTS, IMPORTS))
    }
}
