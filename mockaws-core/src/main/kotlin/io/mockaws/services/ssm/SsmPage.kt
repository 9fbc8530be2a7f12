package io.mockaws.services.ssm

import io.mockaws.engine.Place
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmState
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.parameters
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateField
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section
import io.mockaws.testing.Calls

/** Parameters and their versions. Paths: account, region, parameter. */
internal object SsmPage : ServicePage<SsmState>(SsmService, "AWS Systems Manager Parameter Store") {
    private const val PARAMETER_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("parameters" to everywhere(world).sumOf { it.parameters().size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            PARAMETER_PATH -> at(world, path)?.parameter(ParameterName.keyOf(path.last()))?.let { view(it, page) }
            else -> null
        }

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> {
        val place = if (path.isEmpty()) world.home else Place(path[0], path[1])
        val fixture = SsmFixture({ world.context(SsmService, place) }) { Calls.NONE }
        val value = StateField("value", "Value", isLong = true)
        val fields = if (path.isEmpty()) listOf(StateField("name", "Name"), value) else listOf(value)
        val put =
            StateAction("put", if (path.isEmpty()) "Put a parameter" else "Put a value", fields) {
                val name = it["name"] ?: path.last()
                fixture.parameter(name, it.getValue("value"))
                listOf(place.account, place.region, name)
            }
        return listOf(put)
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.parameters().map { call to it } }
        val found = all.filter { (_, parameter) -> page.admits(parameter.name) }
        val slice = page.slice(found) { (call, parameter) -> listOf(call.account, call.region, parameter.name) }
        val rows =
            slice.entries.map { (call, parameter) ->
                val path = listOf(call.account, call.region, parameter.name)
                val latest = parameter.latest
                val cells = arrayOf<Any>(latest.value, latest.type, latest.version, call.region, call.account)
                row(path, parameter.name, *cells, latest.lastModified)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Value" to Kind.TEXT,
                "Type" to Kind.TEXT,
                "Version" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Modified" to Kind.TIME,
            )
        val table = StateTable("Parameters", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(
        parameter: Parameter,
        page: PageRequest,
    ): StateView {
        val latest = parameter.latest
        val facts =
            mapOf(
                "Type" to latest.type,
                "Tier" to latest.tier,
                "DataType" to latest.dataType,
                "Description" to latest.description,
                "KeyId" to latest.keyId,
                "AllowedPattern" to latest.allowedPattern,
                "Expires" to parameter.expiresAt,
            )
        val after = page.after?.toLongOrNull() ?: 0
        val versions =
            parameter.versions.asSequence().filter {
                it.version > after &&
                    page.admits(it.value, it.labels.joinToString())
            }
        val slice = page.slice(versions) { "${it.version}" }
        val rows =
            slice.entries.map { row(emptyList(), it.version, it.value, it.labels.joinToString(), it.lastModified) }
        val columns =
            columns("Version" to Kind.NUMBER, "Value" to Kind.TEXT, "Labels" to Kind.TEXT, "Modified" to Kind.TIME)
        return StateView(
            title = parameter.name,
            kind = "parameter",
            sections = listOf(section("Parameter", facts), section("Tags", parameter.tags)),
            text = latest.value,
            table = StateTable(
                "Versions",
                columns,
                rows,
                slice.next,
                parameter.versions.size.toLong(),
                "value or label contains"
            ),
        )
    }
}
