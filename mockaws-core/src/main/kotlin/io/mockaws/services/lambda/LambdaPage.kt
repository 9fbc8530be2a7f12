package io.mockaws.services.lambda

import io.mockaws.engine.World
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.mappings
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Functions, their versions and aliases. Paths: account, region, function. */
internal object LambdaPage : ServicePage<LambdaState>(LambdaService, "AWS Lambda") {
    private const val FUNCTION_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "functions" to everywhere(world).sumOf { it.state.now.functions.size.toLong() },
            "event source mappings" to everywhere(world).sumOf { it.state.now.mappings.size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)

            FUNCTION_PATH -> at(world, path)?.state?.now?.let { now ->
                now.functions[path.last()]?.let { view(it, page) }
            }

            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now.functions.values.map { call to it } }
        val found = all.filter { (_, function) -> page.admits(function.name, function.latest.description) }
        val slice = page.slice(found) { (call, function) -> listOf(call.account, call.region, function.name) }
        val rows =
            slice.entries.map { (call, function) ->
                val path = listOf(call.account, call.region, function.name)
                val latest = function.latest
                val runtime = latest.runtime ?: latest.packageType
                row(path, function.name, runtime, latest.handler, call.region, call.account, latest.lastModified)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Runtime" to Kind.TEXT,
                "Handler" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Changed" to Kind.TIME,
            )
        val hint = "name or description contains"
        return StateView(
            title,
            "service",
            table = StateTable("Functions", columns, rows, slice.next, all.size.toLong(), hint),
        )
    }

    private fun view(
        function: LambdaFunction,
        page: PageRequest,
    ): StateView {
        val latest = function.latest
        val facts =
            mapOf(
                "ARN" to function.arn,
                "Description" to latest.description.ifEmpty { null },
                "Role" to latest.role,
                "Runtime" to latest.runtime,
                "Handler" to latest.handler,
                "Timeout" to "${latest.timeout} s",
                "Memory" to "${latest.memorySize} MB",
                "Code" to latest.codeSha256,
                "Reserved concurrency" to function.reservedConcurrency,
                "Dead letters" to latest.deadLetterArn,
            )
        val aliases = function.aliases.values.associate { it.name to it.version }
        val versions = function.versions.withIndex().filter { page.admits(it.value.version, it.value.description) }
        val slice = page.slice(versions.asSequence().drop(page.after?.toIntOrNull() ?: 0)) { "${it.index + 1}" }
        val rows =
            slice.entries.map { (_, version) ->
                row(emptyList(), version.version, version.description, version.codeSha256, version.lastModified)
            }
        val columns =
            columns("Version" to Kind.TEXT, "Description" to Kind.TEXT, "Code" to Kind.TEXT, "Changed" to Kind.TIME)
        val hint = "version or description contains"
        return StateView(
            title = function.name,
            kind = "function",
            sections =
            listOf(
                section("Function", facts),
                section("Environment", latest.environment.orEmpty()),
                section("Aliases", aliases),
                section("Tags", function.tags),
            ),
            table = StateTable("Versions", columns, rows, slice.next, function.versions.size.toLong(), hint),
        )
    }
}
