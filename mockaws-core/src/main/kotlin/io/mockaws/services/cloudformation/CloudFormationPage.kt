package io.mockaws.services.cloudformation

import io.mockaws.engine.World
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.CloudFormationState
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.eventsOf
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.state.stacks
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Stacks, their resources and events. Paths: account, region, stack. */
internal object CloudFormationPage : ServicePage<CloudFormationState>(CloudFormationService, "AWS CloudFormation") {
    private const val STACK_PATH = 3

    private fun CloudFormationCall.there(): List<Stack> = stacks().filterNot { it.isGone }

    override fun counts(world: World): Map<String, Long> = mapOf(
        "stacks" to everywhere(world).sumOf {
            it.there().size.toLong()
        }
    )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            STACK_PATH -> at(world, path)?.let { call -> call.stackOrNull(path.last())?.let { view(it, call, page) } }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.there().map { call to it } }
        val found = all.filter { (_, stack) -> page.admits(stack.name) }
        val slice = page.slice(found) { (call, stack) -> path(call, stack) }
        val rows =
            slice.entries.map { (call, stack) ->
                row(
                    path(call, stack),
                    stack.name,
                    stack.status,
                    stack.resources.size.toLong(),
                    stack.createdAt,
                    stack.updatedAt,
                    call.region,
                    call.account
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Status" to Kind.TEXT,
                "Resources" to Kind.NUMBER,
                "Created" to Kind.TIME,
                "Updated" to Kind.TIME,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        return StateView(
            title,
            "service",
            table = StateTable("Stacks", columns, rows, slice.next, all.size.toLong(), "name contains")
        )
    }

    private fun view(
        stack: Stack,
        call: CloudFormationCall,
        page: PageRequest,
    ): StateView {
        val facts =
            mapOf(
                "ARN" to stack.id,
                "Status" to stack.status,
                "Reason" to stack.statusReason,
                "Created" to stack.createdAt,
                "Updated" to stack.updatedAt,
                "Nested in" to stack.parentId,
            )
        val events = call.eventsOf(stack.id).take(EVENTS).associate {
            "${it.at} ${it.logicalId}" to
                listOfNotNull(it.status, it.reason).joinToString(": ")
        }
        val resources = stack.resources.values.toList()
        val slice = page.slice(resources.filter { page.admits(it.logicalId, it.type) }) { listOf(it.logicalId) }
        val rows = slice.entries.map { row(emptyList(), it.logicalId, it.type, it.physicalId, it.status) }
        val columns = columns(
            "Logical id" to Kind.TEXT,
            "Type" to Kind.TEXT,
            "Physical id" to Kind.TEXT,
            "Status" to Kind.TEXT
        )
        val outputs = stack.outputs.associate { it.key to it.value }
        return StateView(
            title = stack.name,
            kind = "stack",
            sections = listOf(section("Stack", facts), section("Outputs", outputs), section("Events", events)),
            table = StateTable(
                "Resources",
                columns,
                rows,
                slice.next,
                resources.size.toLong(),
                "name or type contains"
            ),
            text = stack.definition.body,
        )
    }

    private fun path(
        call: CloudFormationCall,
        stack: Stack,
    ) = listOf(call.account, call.region, stack.name)

    private const val EVENTS = 20
}
