package io.mockaws.services.elbv2.balancer

import io.mockaws.derive.TreeSerializer
import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Members
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import kotlinx.serialization.Serializable

internal typealias ElbCall = CallContext<ElbState>

/** A load balancer, a listener, a rule or a target group. */
@Serializable
internal data class Part(
    val arn: String,
    /** Its place in lists. */
    val number: Long,
    /** What is shown of it by AWS's names, and what else has to be known. */
    @Serializable(with = TreeSerializer::class)
    val members: Members,
    val tags: Map<String, String> = emptyMap(),
    /** Those that were set. */
    val attributes: Map<String, String> = emptyMap(),
) {
    operator fun get(name: String): Any? = members[name]

    fun text(name: String): String = members.text(name).orEmpty()

    fun with(vararg changes: Pair<String, Any?>): Part =
        copy(members = (members + changes).filterValues { it != null })
}

/** By ARN. */
internal val BALANCERS: Table<Part> = Table("loadBalancer", Part.serializer())
internal val LISTENERS: Table<Part> = Table("listener", Part.serializer())
internal val RULES: Table<Part> = Table("rule", Part.serializer())
internal val TARGET_GROUPS: Table<Part> = Table("targetGroup", Part.serializer())

/** What Elastic Load Balancing has in one account and region. */
internal class ElbState private constructor(
    tables: Tables,
) : TableState<ElbState>(tables) {
    override fun with(tables: Tables): ElbState = ElbState(tables)

    override fun things(): Sequence<Thing> =
        now[BALANCERS].values.asSequence().map { Thing("load balancer", it.text("LoadBalancerName"), listOf(it.arn)) } +
            now[TARGET_GROUPS].values.asSequence()
                .map { Thing("target group", it.text("TargetGroupName"), listOf(it.arn)) }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): ElbState = ElbState(Tables.EMPTY)

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): ElbState = ElbState(Tables.read(entries, BALANCERS, LISTENERS, RULES, TARGET_GROUPS))
    }
}

/** Those of [table] in the order in which they were made. */
internal fun Tables.all(table: Table<Part>): List<Part> = this[table].values.sortedBy { it.number }

internal fun Tables.balancer(arn: String): Part = this[BALANCERS][arn] ?: throw ElbFaults.noBalancer()

internal fun Tables.listener(arn: String): Part = this[LISTENERS][arn] ?: throw ElbFaults.noListener()

internal fun Tables.rule(arn: String): Part = this[RULES][arn] ?: throw ElbFaults.noRule()

internal fun Tables.targetGroup(arn: String): Part = this[TARGET_GROUPS][arn] ?: throw ElbFaults.noTargetGroup()

internal fun Tables.listenersOf(balancerArn: String): List<Part> =
    all(LISTENERS).filter { it["LoadBalancerArn"] == balancerArn }

/** The rules of a listener by their priority, the default one last. */
internal fun Tables.rulesOf(listenerArn: String): List<Part> =
    all(RULES).filter { it["ListenerArn"] == listenerArn }
        .sortedBy { it.text("Priority").toIntOrNull() ?: Int.MAX_VALUE }

/** The ARNs of the target groups that [actions] lead to. */
internal fun targetGroupsIn(actions: List<Members>): List<String> =
    actions.flatMap { action ->
        listOfNotNull(action.text("TargetGroupArn")) +
            action.part("ForwardConfig").orEmpty().parts("TargetGroups").mapNotNull { it.text("TargetGroupArn") }
    }.distinct()

/** The load balancers that send to the target group at [arn]. */
internal fun Tables.balancersOf(arn: String): List<String> {
    val listeners =
        all(RULES).filter { arn in targetGroupsIn(it.members.parts("Actions")) }.map { it.text("ListenerArn") }
    return listeners.mapNotNull { this[LISTENERS][it]?.text("LoadBalancerArn") }.distinct()
}
