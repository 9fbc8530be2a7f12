package io.mockaws.services.pipes

import io.mockaws.engine.World
import io.mockaws.services.pipes.pipe.PIPES
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesState
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Pipes. Paths: account, region, pipe. */
internal object PipesPage : ServicePage<PipesState>(PipesService, "Amazon EventBridge Pipes") {
    private const val PIPE_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("pipes" to everywhere(world).sumOf { it.state.now[PIPES].size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            PIPE_PATH -> at(world, path)?.let { call -> call.state.now[PIPES][path[2]]?.let { view(it) } }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now[PIPES].values.map { call to it } }
        val slice = page.slice(all.filter { page.admits(it.second.name) }) { (call, pipe) -> call.path(pipe) }
        val rows =
            slice.entries.map { (call, pipe) ->
                row(call.path(pipe), pipe.name, pipe.state, pipe.source, pipe.target, call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Source" to Kind.TEXT,
                "Target" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Pipes", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(pipe: Pipe): StateView {
        val facts =
            section(
                "Pipe",
                "ARN" to pipe.arn,
                "State" to pipe.state,
                "Source" to pipe.source,
                "Enrichment" to pipe.enrichment,
                "Target" to pipe.target,
                "Description" to pipe.description,
                "Created" to pipe.createdAt,
            )
        return StateView(title = pipe.name, kind = "pipe", sections = listOf(facts), text = pipe.settings.toString())
    }

    private fun PipesCall.path(pipe: Pipe) = listOf(account, region, pipe.name)
}
