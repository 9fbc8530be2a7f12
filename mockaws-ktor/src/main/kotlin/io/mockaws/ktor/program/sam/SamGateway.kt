package io.mockaws.ktor.program.sam

import io.mockaws.sam.SamProject
import io.mockaws.sam.SamRoute
import io.mockaws.services.lambda.invocation.LambdaInvocation
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import java.net.URI
import kotlin.time.TimeSource

/**
 * Takes requests for the APIs of a project, unless they are calls of AWS's. What changed of the template is deployed
 * before the next
 * request is answered.
 */
internal class SamGateway(
    private val next: HttpHandler,
    deployed: () -> SamProject,
    private val say: (String) -> Unit,
) : HttpHandler {
    private val project by lazy(deployed)
    private var complaint: String? = null

    override suspend fun handle(request: HttpRequest): HttpResponse {
        if (isForAws(request)) return next.handle(request)
        refresh()
        val route = SamRouting.of(project.routes, request)
        val api = route?.api ?: project.apis.firstOrNull() ?: return noApi()
        val started = TimeSource.Monotonic.markNow()
        val before = route?.let { last(it) }
        val response = next.handle(forwarded(request, api))
        val took = started.elapsedNow().inWholeMilliseconds
        val invocation = route?.let { last(it) }?.takeIf { it !== before && it.requestId != before?.requestId }
        told(request, response, route, invocation, took)
        return response
    }

    private fun last(route: SamRoute): LambdaInvocation? = route.function?.let {
        project.function(it).invocations.lastOrNull()
    }

    /** A request of a client of AWS's, or one that names an API by its own address. */
    private fun isForAws(request: HttpRequest): Boolean {
        val scope = request.headers["Authorization"].orEmpty()
        val isSigned = scope.startsWith("AWS4-HMAC-SHA256") && "/execute-api/" !in scope
        val isAddressed = ".execute-api." in request.host || request.host.endsWith(".amazonaws.com")
        return isSigned || isAddressed || request.path.startsWith("/_") || request.headers["X-Amz-Target"] != null
    }

    @Synchronized
    private fun refresh() {
        try {
            if (project.update()) {
                say("The template has changed:")
                SamServer.routes(project).forEach { say("  $it") }
                project.problems.forEach { say("! $it") }
            }
            complaint = null
        } catch (wrong: RuntimeException) {
            if (wrong !is IllegalArgumentException && wrong !is IllegalStateException) throw wrong
            if (wrong.message != complaint) say("! ${wrong.message}\n  What was deployed before goes on")
            complaint = wrong.message
        }
    }

    private fun forwarded(
        request: HttpRequest,
        api: String,
    ): HttpRequest {
        val fixture = project.api(api)
        val stage = URI(fixture.url).rawPath.trimEnd('/')
        val path = "/_aws/execute-api/${fixture.id}$stage${request.path}"
        return HttpRequest(request.method, path, request.query, request.headers, request.body, request.origin)
    }

    private fun told(
        request: HttpRequest,
        response: HttpResponse,
        route: SamRoute?,
        invocation: LambdaInvocation?,
        took: Long,
    ) {
        invocation?.logs?.filterNot { LAMBDAS_OWN.containsMatchIn(it) }?.forEach { say("  $it") }
        val query = if (request.query.isEmpty()) "" else "?${request.query}"
        val who = route?.function?.let { "$it " }.orEmpty()
        say("${request.method} ${request.path}$query -> ${response.status} $who$took ms")
        if (response.status < FAULT) return
        val problem = project.problems.firstOrNull { it.startsWith("${route?.function}:") }
        val hint = if (invocation == null) problem else SamHints.of(route?.function.orEmpty(), invocation) ?: problem
        hint?.let { say("! $it") }
    }

    private fun noApi(): HttpResponse {
        val text = """{"message":"The template has no API: give a function an event of type Api or HttpApi"}"""
        return HttpResponse(NOT_FOUND, Headers.of("Content-Type" to "application/json"), HttpBody.of(text))
    }

    private companion object {
        const val FAULT = 500
        const val NOT_FOUND = 404
        val LAMBDAS_OWN = Regex("^(START|END|REPORT) RequestId: ")
    }
}

/** Which route of several APIs takes a request. API Gateway itself decides again within the API. */
internal object SamRouting {
    fun of(
        routes: List<SamRoute>,
        request: HttpRequest,
    ): SamRoute? =
        routes.filter { (it.method == "ANY" || it.method == request.method) && matches(it.path, request.path) }
            .minWithOrNull(nearest)
            ?: routes.firstOrNull { matches(it.path, request.path) }

    private fun matches(
        template: String,
        path: String,
    ): Boolean {
        if (template == DEFAULT) return true
        val wanted = template.trim('/').split('/')
        val given = path.trim('/').split('/')
        wanted.forEachIndexed { index, step ->
            if (step.endsWith("+}")) return given.size > index
            val part = given.getOrNull(index) ?: return false
            if (!step.startsWith("{") && step != part) return false
        }
        return wanted.size == given.size
    }

    private const val DEFAULT = "\$default"

    /** Of routes that match, the one with the fewest parameters. */
    private val nearest =
        compareBy<SamRoute>(
            { it.path == DEFAULT },
            { "+}" in it.path },
            { route -> route.path.count { it == '{' } },
            { -it.path.length },
            { it.method == "ANY" },
        )
}
