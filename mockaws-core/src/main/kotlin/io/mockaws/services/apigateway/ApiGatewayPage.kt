package io.mockaws.services.apigateway

import io.mockaws.engine.World
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiGatewayState
import io.mockaws.services.apigateway.state.DOMAINS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.stages
import io.mockaws.services.apigateway.state.text
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** APIs, their stages and what leads where. Paths: account, region, API. */
internal object ApiGatewayPage : ServicePage<ApiGatewayState>(
    ApiGatewayService,
    "Amazon API Gateway",
) {
    private const val API = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "APIs" to everywhere(world).sumOf { it.state.now[APIS].size.toLong() },
            "domain names" to everywhere(world).sumOf { it.state.now[DOMAINS].size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            API -> at(world, path)?.let { call -> call.state.now[APIS][path.last()]?.let { call.view(it, page) } }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all =
            everywhere(world).flatMap { call -> call.state.now[APIS].values.sortedBy { it.number }.map { call to it } }
        val found = all.filter { (_, api) -> page.admits(api.name, api.id) }
        val slice = page.slice(found) { (call, api) -> call.path(api) }
        val rows =
            slice.entries.map { (call, api) ->
                row(call.path(api), api.name, api.id, api.kind.name, call.stageNames(api), call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Id" to Kind.TEXT,
                "Kind" to Kind.TEXT,
                "Stages" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("APIs", columns, rows, slice.next, all.size.toLong(), "name or id contains")
        return StateView(title, "service", table = table)
    }

    private fun ApiCall.view(
        api: Api,
        page: PageRequest,
    ): StateView {
        val facts =
            mapOf(
                "Id" to api.id,
                "Kind" to api.kind.name,
                "Endpoint" to "https://${api.id}.execute-api.$region.amazonaws.com",
                "Stages" to stageNames(api),
                "Description" to (api.members.text("description") ?: api.members.text("Description")),
                "Created" to (api.members["createdDate"] ?: api.members["CreatedDate"]),
            )
        val all = targets(api)
        val slice = page.slice(all.filter { page.admits(it.first) }) { listOf(it.first) }
        val rows = slice.entries.map { (key, target) -> row(emptyList(), key, target) }
        val columns = columns("Route" to Kind.TEXT, "Leads to" to Kind.TEXT)
        val table = StateTable("Routes", columns, rows, slice.next, all.size.toLong(), "route contains")
        return StateView(title = api.name, kind = "API", sections = listOf(section("API", facts)), table = table)
    }

    /** Methods and routes, and what is behind each. */
    private fun targets(api: Api): List<Pair<String, String>> {
        if (api.kind != Api.Kind.REST) {
            return api[Part.ROUTE].values.map { route ->
                val id = route.text("Target").orEmpty().removePrefix("integrations/")
                val integration = api[Part.INTEGRATION][id].orEmpty()
                val target = integration.text("IntegrationUri") ?: integration.text("IntegrationType").orEmpty()
                route.text("RouteKey").orEmpty() to target
            }
        }
        return api[Part.RESOURCE].values.flatMap { resource ->
            resource.parts("resourceMethods").map { (method, members) ->
                "$method ${resource["path"]}" to integrationOf(members)
            }
        }
    }

    private fun integrationOf(method: Members): String =
        method.part("methodIntegration").let { it.text("uri") ?: it.text("type").orEmpty() }

    private fun ApiCall.stageNames(api: Api): String =
        state.now.stages(api.id).joinToString { (it.text("stageName") ?: it.text("StageName")).orEmpty() }

    private fun ApiCall.path(api: Api) = listOf(account, region, api.id)
}
