package io.mockaws.services.autoscaling

import io.mockaws.engine.World
import io.mockaws.services.autoscaling.group.AutoScalingState
import io.mockaws.services.autoscaling.group.GROUPS
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Groups of instances. Paths: account, region, group. */
internal object AutoScalingPage : ServicePage<AutoScalingState>(AutoScalingService, "Amazon EC2 Auto Scaling") {
    private const val GROUP_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("groups" to everywhere(world).sumOf { it.state.now[GROUPS].size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            GROUP_PATH -> at(world, path)?.let { call -> call.state.now[GROUPS][path.last()]?.let(::view) }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now.groups().map { call to it } }
        val found = all.filter { (_, group) -> page.admits(group.name) }
        val slice = page.slice(found) { (call, group) -> listOf(call.account, call.region, group.name) }
        val rows =
            slice.entries.map { (call, group) ->
                val path = listOf(call.account, call.region, group.name)
                row(
                    path,
                    group.name,
                    "${group.instances.size} of ${group.desired}",
                    call.region,
                    call.account,
                    group.createdAt
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Instances" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Groups", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(group: Group): StateView =
        StateView(
            title = group.name,
            kind = "auto scaling group",
            sections =
            listOf(
                section("Group", group.settings.mapValues { (_, value) -> value?.toString() }),
                section("Instances", group.instances.associate { it.id to "${it.state}, ${it.zone}" }),
                section("Lifecycle hooks", group.hooks.associate { it.name to it.transition }),
                section("Tags", group.tags.associate { it.key to it.value }),
            ),
        )
}
