package io.mockaws.services.autoscaling.group

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.engine.World
import io.mockaws.kit.Agenda
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.kit.number
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

internal typealias AutoScalingCall = CallContext<AutoScalingState>

/** By name. */
internal val GROUPS: Table<Group> = Table("group", Group.serializer())
internal val CONFIGURATIONS: Table<Setting> = Table("launchConfiguration", Setting.serializer())

/** By group and name. */
internal val POLICIES: Table<Setting> = Table("policy", Setting.serializer())
internal val SCHEDULED: Table<ScheduledAction> = Table("scheduledAction", ScheduledAction.serializer())

/** By id. */
internal val ACTIVITIES: Table<Activity> = Table("activity", Activity.serializer())

internal fun keyOf(
    group: String,
    name: String,
): String = "$group/$name"

/** The groups of one account and region. */
internal class AutoScalingState private constructor(
    private val place: Place,
    tables: Tables,
) : TableState<AutoScalingState>(tables) {
    override fun with(tables: Tables): AutoScalingState = AutoScalingState(place, tables)

    private val agenda =
        Agenda(
            Agenda.Part(GROUPS) { group -> group.instances.flatMap { it.waits }.minOfOrNull { it.until } },
            Agenda.Part(SCHEDULED) { it.next },
        )

    /** What was looked at when health was last looked at, and when somebody is to be replaced. */
    private class Look(
        val seen: List<Any?>,
        val due: Instant?,
    )

    @Volatile
    private var look: Look? = null

    /** When something is to be done. */
    fun nextDue(world: World): Instant? {
        val machines = world.links.machines
        val seen = listOf(now, machines?.revision(place, world), world.links.targets?.revision(place, world))
        val known = look?.takeIf { before -> before.seen.indices.all { before.seen[it] === seen[it] } }
        val health = (known ?: Look(seen, firstAiling(world)).also { look = it }).due
        return listOfNotNull(agenda.first(now), health).minOrNull()
    }

    private fun firstAiling(world: World): Instant? =
        now[GROUPS].values.flatMap { group -> group.instances.mapNotNull { ailingSince(it, group, world) } }.minOrNull()

    /** When [member] is found to be ill; null for who is well, or of whom that is known. */
    fun ailingSince(
        member: Member,
        group: Group,
        world: World,
    ): Instant? {
        if (!member.isHealthy || member.state != Member.IN_SERVICE || !group.does("HealthCheck")) return null
        val machines = world.links.machines
        if (machines != null && machines.machine(member.id, place, world)?.state != "running") return member.launchedAt
        if (!group.goesByBalancers) return null
        val targets = world.links.targets ?: return null
        val isIll = group.targetGroups.any { targets.isUnhealthy(it, member.id, place, world) }
        return if (isIll) member.launchedAt + group.grace.seconds else null
    }

    override fun things(): Sequence<Thing> =
        now[GROUPS].values.asSequence().map { Thing("auto scaling group", it.name, listOf(it.arn)) }

    companion object {
        fun create(place: Place): AutoScalingState = AutoScalingState(place, Tables.EMPTY)

        fun read(
            place: Place,
            entries: StoredEntries,
        ): AutoScalingState =
            AutoScalingState(place, Tables.read(entries, GROUPS, CONFIGURATIONS, POLICIES, SCHEDULED, ACTIVITIES))
    }
}

internal fun Tables.group(name: String): Group = this[GROUPS][name] ?: throw AutoScalingFaults.noGroup(name)

/** The group that the instance [id] is of. */
internal fun Tables.groupOf(id: String): Group =
    this[GROUPS].values.find { group -> group.instances.any { it.id == id } } ?: throw AutoScalingFaults.noInstance(id)

/** All groups in the order in which they were made. */
internal fun Tables.groups(): List<Group> = this[GROUPS].values.sortedBy { it.number }

/** Changes the group [name]. */
internal fun AutoScalingCall.change(
    name: String,
    change: (Group) -> Group,
): Group = state.write { change(group(name)).also { this[GROUPS, name] = it } }
