package io.mockaws.services.ssm.parameter

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Agenda
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import kotlin.time.Instant

private val PARAMETERS = Table("parameter", Parameter.serializer())

/** The context that works on parameters. */
internal typealias SsmCall = CallContext<SsmState>

/** The parameters of one account and region, by [keys][ParameterName.key]. */
internal class SsmState private constructor(
    tables: Tables,
) : TableState<SsmState>(tables) {
    constructor() : this(Tables.EMPTY)

    private val agenda = Agenda(Agenda.Part(PARAMETERS) { it.nextDue })

    /** When a policy of a parameter acts next; null for never. */
    val nextDue: Instant? get() = agenda.first(now)

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

/** Does [at] an instant what policies say: parameters that expire go. Gives each policy that acts, with its parameter. */
internal fun TableWriter.act(at: Instant): List<Pair<Parameter, ParameterPolicy>> {
    val due = this[PARAMETERS].filterValues { parameter -> parameter.nextDue?.let { it <= at } ?: false }
    return due.entries.sortedBy { it.key }.flatMap { (key, parameter) ->
        val acting = parameter.latest.policies.filter { policy -> parameter.dueOf(policy)?.let { it <= at } ?: false }
        if (acting.any { it.expiresAt != null }) {
            removeParameter(key)
        } else {
            val policies = parameter.latest.policies.map { if (it in acting) it.copy(isDone = true) else it }
            val latest = parameter.latest.copy(policies = policies)
            put(key, parameter.copy(versions = parameter.versions.dropLast(1) + latest))
        }
        acting.map { parameter to it }
    }
}

internal fun Tables.countOfParameters(): Int = this[PARAMETERS].size

internal fun TableWriter.put(
    key: String,
    parameter: Parameter,
) {
    this[PARAMETERS, key] = parameter
}

internal fun TableWriter.removeParameter(key: String) = remove(PARAMETERS, key)
