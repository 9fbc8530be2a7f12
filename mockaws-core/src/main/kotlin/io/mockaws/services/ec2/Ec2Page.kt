package io.mockaws.services.ec2

import io.mockaws.engine.World
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Ec2State
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** What somebody has made in EC2, and what AWS gives every account beside. Paths: account, region, id. */
internal object Ec2Page : ServicePage<Ec2State>(Ec2Service, "Amazon EC2") {
    private const val THING_PATH = 3
    private val hidden = setOf(Kind.SECURITY_GROUP_RULE, Kind.SETTING, Kind.REQUEST)

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "instances" to count(world, Kind.INSTANCE),
            "VPCs" to count(world, Kind.VPC),
            "volumes" to count(world, Kind.VOLUME),
        )

    private fun count(
        world: World,
        kind: Kind,
    ): Long = everywhere(world).sumOf { it.state.now[kind].size.toLong() }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            THING_PATH -> at(world, path)?.let { find(it, path.last()) }?.let(::view)
            else -> null
        }

    private fun find(
        call: Ec2Call,
        id: String,
    ): Resource? = Kind.of(id)?.let { call.state.now.find(it, id) }

    private fun nameOf(resource: Resource): String =
        resource.tags["Name"] ?: resource.text("GroupName") ?: resource.text("KeyName")
            ?: resource.text("LaunchTemplateName")
            ?: ""

    private fun stateOf(resource: Resource): String =
        (resource.part("State")?.text("Name") ?: resource.text("State") ?: resource.text("Status")).orEmpty()

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call ->
            call.state.now.all().filter { it.kind !in hidden }.map {
                call to
                    it
            }
        }
        val found = all.filter { (_, it) -> page.admits(it.id, nameOf(it), it.kind.tagType) }
        val slice = page.slice(found) { (call, it) -> listOf(call.account, call.region, it.kind.tagType, it.id) }
        val rows =
            slice.entries.map { (call, it) ->
                val path = listOf(call.account, call.region, it.id)
                row(path, it.kind.tagType, it.id, nameOf(it), stateOf(it), call.region, call.account)
            }
        val text = StateColumn.Kind.TEXT
        val columns =
            columns("Kind" to text, "Id" to text, "Name" to text, "State" to text, "Region" to text, "Account" to text)
        val table = StateTable("Resources", columns, rows, slice.next, all.size.toLong(), "kind, id or name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(resource: Resource): StateView =
        StateView(
            title = resource.id,
            kind = resource.kind.tagType,
            sections =
            listOf(
                section(resource.kind.tagType, resource.members.mapValues { (_, value) -> value?.toString() }),
                section("Tags", resource.tags),
            ),
        )
}
