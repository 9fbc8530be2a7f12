package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.text

/**
 * The routes of an HTTP API in the order in which AWS looks at them: full matches first, then greedy variables,
 * `$default` last; a method before `ANY`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
internal class HttpRoutes(
    definition: ApiDefinition,
) {
    private val routes = definition[Part.ROUTE].values.map(::Route)

    /** A route and its variables, decoded. */
    class Match(
        val route: Members,
        val variables: Map<String, String>,
    )

    /** The route for [method] of [path], which is decoded; null where there is none. */
    fun find(
        method: String,
        path: String,
    ): Match? {
        val segments = segmentsOf(path)
        return routes.filter { it.method == null || it.method == method || it.method == "ANY" }
            .mapNotNull { route -> route.match(segments)?.let { route to it } }
            .minWithOrNull(compareBy({ it.first.rank }, { it.first.looseness }, { it.first.method == "ANY" }))
            ?.let { (route, variables) -> Match(route.members, variables) }
    }

    private class Route(
        val members: Members,
    ) {
        private val key = members.text("RouteKey").orEmpty()
        private val isDefault = key == "\$default"

        /** Null for `$default`. */
        val method: String? = key.substringBefore(' ').takeUnless { isDefault }
        private val pattern = if (isDefault) emptyList() else segmentsOf(key.substringAfter(' '))
        private val isGreedy = pattern.lastOrNull()?.endsWith("+}") == true

        /** The kind of match, the best first. */
        val rank: Int = if (isDefault) {
            LAST
        } else if (isGreedy) {
            1
        } else {
            0
        }

        /** What of it is variable, in order; a name goes before a variable. */
        val looseness: String =
            pattern.joinToString("") {
                if (it.endsWith("+}")) {
                    "2"
                } else if (it.startsWith("{")) {
                    "1"
                } else {
                    "0"
                }
            } + "3"

        fun match(segments: List<String>): Map<String, String>? {
            if (isDefault) return emptyMap()
            if (if (isGreedy) segments.size < pattern.size else segments.size != pattern.size) return null
            val variables = LinkedHashMap<String, String>()
            for ((index, part) in pattern.withIndex()) {
                val name = part.removeSurrounding("{", "}")
                when {
                    part.endsWith("+}") ->
                        variables[name.removeSuffix("+")] =
                            segments.drop(index).joinToString("/").ifEmpty { return null }

                    part.startsWith("{") -> variables[name] = segments[index].ifEmpty { return null }

                    part != segments[index] -> return null
                }
            }
            return variables
        }
    }

    private companion object {
        const val LAST = 2

        fun segmentsOf(path: String): List<String> = path.removePrefix("/").split('/')
    }
}
