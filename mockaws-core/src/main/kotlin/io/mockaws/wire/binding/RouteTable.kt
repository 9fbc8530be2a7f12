package io.mockaws.wire.binding

import io.mockaws.wire.HttpTrait
import io.mockaws.wire.OperationShape
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.QueryParameters

/** Finds the operation of a REST service that a request is for: of those that match, the one that asks for most. */
internal class RouteTable(
    operations: List<OperationShape<*, *>>,
) {
    private class Route(
        val operation: String,
        val http: HttpTrait,
    ) {
        val pattern = UriPattern(http.pattern)

        fun matches(
            request: HttpRequest,
            query: QueryParameters,
        ): Boolean =
            pattern.matches(request.path) &&
                pattern.query.all { wanted -> has(query, wanted) } &&
                (http.header == null || http.header in request.headers)

        private fun has(
            query: QueryParameters,
            wanted: QueryParameters.Parameter,
        ): Boolean = query.any { it.name == wanted.name && (wanted.value.isNullOrEmpty() || it.value == wanted.value) }

        val conditions: Int get() = pattern.query.size + if (http.header == null) 0 else 1
    }

    private val byMethod: Map<String, List<Route>> =
        operations
            .mapNotNull { operation -> operation.http?.let { Route(operation.name, it) } }
            .sortedWith(
                compareByDescending<Route> { it.pattern.literals }
                    .thenByDescending { it.pattern.length }
                    .thenBy { it.pattern.isGreedy }
                    .thenByDescending { it.conditions }
                    .thenByDescending { route -> route.pattern.query.count { !it.value.isNullOrEmpty() } },
            ).groupBy { it.http.method }

    /** The operation's name, or null. */
    fun find(request: HttpRequest): String? {
        val routes = byMethod[request.method] ?: return null
        val query = request.parametersOrNone
        return routes.firstOrNull { it.matches(request, query) }?.operation
    }
}
