package io.mockaws.services.cloudformation.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Agenda
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import kotlin.time.Instant

/** The context that works on stacks. */
internal typealias CloudFormationCall = CallContext<CloudFormationState>

/** Stacks by ARN, those that are deleted as well. */
internal val STACKS: Table<Stack> = Table("stack", Stack.serializer())

/** Events of stacks by a number. */
internal val EVENTS: Table<StackEvent> = Table("event", StackEvent.serializer())

/** Change sets by ARN. */
internal val CHANGE_SETS: Table<ChangeSet> = Table("changeSet", ChangeSet.serializer())

/** Signals that came for handles and resources, by a number. */
internal val SIGNALS: Table<Signal> = Table("signal", Signal.serializer())

/** What CloudFormation has in one account and region. */
internal class CloudFormationState private constructor(
    tables: Tables,
) : TableState<CloudFormationState>(tables) {
    constructor() : this(Tables.EMPTY)

    private val agenda =
        Agenda(Agenda.Part(STACKS) { stack -> stack.deployment?.waiting?.values?.mapNotNull { it.until }?.minOrNull() })

    /** When the first of what waits has waited for too long; null where nothing waits. */
    val nextDue: Instant? get() = agenda.first(now)

    override fun with(tables: Tables): CloudFormationState = CloudFormationState(tables)

    override fun things(): Sequence<Thing> =
        now[STACKS].values.asSequence().filterNot { it.isGone }.map { Thing("stack", it.name, listOf(it.id)) }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): CloudFormationState = CloudFormationState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): CloudFormationState = CloudFormationState(
            Tables.read(entries, STACKS, EVENTS, CHANGE_SETS, SIGNALS, STACK_SETS)
        )
    }
}

/** The stack that [nameOrId] means; one that is deleted has only its id. */
internal fun CloudFormationCall.stackOrNull(nameOrId: String): Stack? =
    state.now[STACKS].let { all -> all[nameOrId] ?: all.values.firstOrNull { it.name == nameOrId && !it.isGone } }

/** Every stack, the newest first. */
internal fun CloudFormationCall.stacks(): List<Stack> = state.now[STACKS].values.sortedWith(
    compareByDescending<Stack> {
        it.createdAt
    }.thenBy { it.name }
)

/** The events of a stack, the newest first. */
internal fun CloudFormationCall.eventsOf(stackId: String): List<StackEvent> =
    state.now[EVENTS].values.filter { it.stackId == stackId }.sortedByDescending { it.number }

internal fun CloudFormationCall.newArn(
    kind: String,
    name: String,
): String = Arn.of("cloudformation", place, "$kind/$name/${ids.uuid()}").toString()
