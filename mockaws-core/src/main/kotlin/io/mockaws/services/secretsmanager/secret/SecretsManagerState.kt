package io.mockaws.services.secretsmanager.secret

import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import kotlin.time.Instant

private val SECRETS = Table("secret", Secret.serializer())

/** The secrets of one account and region by name, replicas of other regions' among them. */
internal class SecretsManagerState private constructor(
    tables: Tables,
) : TableState<SecretsManagerState>(tables) {
    constructor() : this(Tables.EMPTY)

    /** What [firstDue] was worked out from, and what it was. */
    @Volatile
    private var due: Pair<Tables, Instant?>? = null

    /** When the next secret is to be rotated or deleted by itself. */
    val firstDue: Instant?
        get() {
            val now = now
            val known = due
            if (known != null && known.first === now) return known.second
            return now.secrets.values.mapNotNull { it.nextDue }.minOrNull().also { due = now to it }
        }

    override fun things(): Sequence<Thing> =
        now.secrets.values.asSequence().map { Thing("secret", it.name, listOf(it.arn)) }

    override fun with(tables: Tables): SecretsManagerState = SecretsManagerState(tables)

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): SecretsManagerState = SecretsManagerState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): SecretsManagerState = SecretsManagerState(Tables.read(entries, SECRETS))
    }
}

/** All secrets by name. */
internal val Tables.secrets: Map<String, Secret> get() = this[SECRETS]

internal fun TableWriter.put(secret: Secret) {
    this[SECRETS, secret.name] = secret
}

internal fun TableWriter.remove(secret: Secret) = remove(SECRETS, secret.name)
