package io.mockaws.services.ssm.parameter

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables

private val PARAMETERS = Table("parameter", Parameter.serializer())

/** The context that works on parameters. */
internal typealias SsmCall = CallContext<SsmState>

/** The parameters of one account and region, by [keys][ParameterName.key]. */
internal class SsmState private constructor(
    tables: Tables,
) : TableState<SsmState>(tables) {
    constructor() : this(Tables.EMPTY)

    override fun things(): Sequence<Thing> =
        now[PARAMETERS].entries.asSequence().map { (key, it) -> Thing("parameter", it.name, listOf(key, "/$key")) }

    override fun with(tables: Tables): SsmState = SsmState(tables)

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): SsmState = SsmState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): SsmState = SsmState(Tables.read(entries, PARAMETERS))
    }
}

/** Those that are there, without the expired, by name. */
internal fun SsmCall.parameters(): List<Parameter> {
    val now = now()
    return state.now[PARAMETERS].values.filter { parameter -> parameter.expiresAt?.let { it > now } ?: true }
        .sortedBy { it.name }
}

/** The parameter at [key] in [tables], unless it has expired. */
internal fun SsmCall.parameter(
    key: String,
    tables: Tables = state.now,
): Parameter? {
    val found = tables[PARAMETERS][key] ?: return null
    val expiry = found.expiresAt ?: return found
    return found.takeIf { expiry > now() }
}

internal fun Tables.countOfParameters(): Int = this[PARAMETERS].size

internal fun TableWriter.put(
    key: String,
    parameter: Parameter,
) {
    this[PARAMETERS, key] = parameter
}

internal fun TableWriter.removeParameter(key: String) = remove(PARAMETERS, key)
