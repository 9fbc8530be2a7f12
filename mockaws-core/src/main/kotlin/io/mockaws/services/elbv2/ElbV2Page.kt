package io.mockaws.services.elbv2

import io.mockaws.engine.World
import io.mockaws.kit.parts
import io.mockaws.services.elbv2.balancer.BALANCERS
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbState
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.all
import io.mockaws.services.elbv2.balancer.balancersOf
import io.mockaws.services.elbv2.balancer.listenersOf
import io.mockaws.services.elbv2.balancer.rulesOf
import io.mockaws.services.elbv2.op.healthOf
import io.mockaws.services.elbv2.op.registered
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Load balancers and target groups. Paths: account, region, name. */
internal object ElbV2Page : ServicePage<ElbState>(ElbV2Service, "Elastic Load Balancing") {
    private const val THING_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "load balancers" to everywhere(world).sumOf { it.state.now[BALANCERS].size.toLong() },
            "target groups" to everywhere(world).sumOf { it.state.now[TARGET_GROUPS].size.toLong() },
        )

    private fun nameOf(part: Part) =
        part.text(if (part["LoadBalancerName"] == null) "TargetGroupName" else "LoadBalancerName")

    private fun things(call: ElbCall): List<Part> = call.state.now.let { it.all(BALANCERS) + it.all(TARGET_GROUPS) }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)

            THING_PATH ->
                at(world, path)?.let { call -> things(call).find { nameOf(it) == path.last() }?.let { view(call, it) } }

            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> things(call).map { call to it } }
        val found = all.filter { (_, part) -> page.admits(nameOf(part)) }
        val slice = page.slice(found) { (call, part) -> listOf(call.account, call.region, nameOf(part)) }
        val rows =
            slice.entries.map { (call, part) ->
                val kind = if (part["LoadBalancerName"] == null) "target group" else "${part["Type"]} load balancer"
                row(
                    listOf(call.account, call.region, nameOf(part)),
                    nameOf(part),
                    kind,
                    part["DNSName"],
                    call.region,
                    call.account
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Kind" to Kind.TEXT,
                "Address" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table =
            StateTable(
                "Load balancers and target groups",
                columns,
                rows,
                slice.next,
                all.size.toLong(),
                "name contains"
            )
        return StateView(title, "service", table = table)
    }

    private fun view(
        call: ElbCall,
        part: Part,
    ): StateView {
        val now = call.state.now
        val listeners =
            now.listenersOf(part.arn).associate { listener ->
                "${listener["Protocol"]} ${listener["Port"]}" to
                    now.rulesOf(listener.arn).joinToString { rule ->
                        "${rule["Priority"]}: ${rule.members.parts("Actions").joinToString { "${it["Type"]}" }}"
                    }
            }
        val targets = registered(part, call).associate { "${it["Id"]}" to "${now.healthOf(it, part, call)["State"]}" }
        val facts = part.members.filterKeys {
            it !in setOf("Asked", "Targets")
        }.mapValues { (_, value) -> value?.toString() }
        return StateView(
            title = nameOf(part),
            kind = if (part["LoadBalancerName"] == null) "target group" else "load balancer",
            sections =
            listOf(
                section("Facts", facts + ("Used by" to now.balancersOf(part.arn).joinToString().ifEmpty { null })),
                section("Listeners", listeners),
                section("Targets", targets),
                section("Tags", part.tags),
            ),
        )
    }
}
