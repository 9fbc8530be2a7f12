package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.ktor.dashboard.Dashboard

/**
 * What a test in another language steers the mock by, and people look at: `/_mockaws/`, described in `docs/server.md`
 * and by itself.
 */
internal class OwnApi(
    aws: MockAws,
    forks: Forks,
) {
    /** All of them. Where two have the same path but for a label, the one without it comes first. */
    private val described: List<Route> =
        Dashboard.routes + CallRoutes(aws).routes + FaultRoutes(aws).routes + StubRoutes(aws).routes +
            ForkRoutes(aws, forks).routes + StateRoutes(aws).routes + StateActionRoutes(aws).routes +
            WorldRoutes(aws).routes +
            route("GET", "/_mockaws/openapi.json", OpenApi.description) { Json.answer(openApi) }

    private val openApi by lazy { OpenApi.of(described) }

    val routes: Routes = Routes("/_mockaws", described)
}
