package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text

/**
 * The resources of a REST API as a tree: a name goes before a variable, a variable before a greedy one. Laid out once
 * for a definition.
 */
internal class RestRoutes(
    definition: ApiDefinition,
) {
    private val children: Map<String?, List<Members>> =
        definition[Part.RESOURCE].values.groupBy { it.text("parentId") }
    private val root: Members? = children[null]?.firstOrNull()

    /** A resource that has the method, and its variables. */
    class Match(
        val resource: Members,
        val method: Members,
        val variables: Map<String, String>,
    )

    /** What [method] of [path] is; null where there is nothing. */
    fun find(
        method: String,
        path: String,
    ): Match? {
        val segments = path.trim('/').let { if (it.isEmpty()) emptyList() else it.split('/') }
        return find(root ?: return null, segments, 0, method, emptyMap())
    }

    private fun find(
        resource: Members,
        segments: List<String>,
        at: Int,
        method: String,
        variables: Map<String, String>,
    ): Match? {
        if (at == segments.size) {
            val methods = resource.parts("resourceMethods")
            return (methods[method] ?: methods["ANY"])?.let { Match(resource, it, variables) }
        }
        val below = children[resource.text("id")].orEmpty()
        val segment = segments[at]
        below.firstOrNull { it["pathPart"] == segment }
            ?.let { child -> find(child, segments, at + 1, method, variables)?.let { return it } }
        val variable = below.firstOrNull { it.text("pathPart").orEmpty().startsWith("{") } ?: return null
        val name = variable.text("pathPart")!!.removeSurrounding("{", "}")
        if (!name.endsWith("+")) return find(variable, segments, at + 1, method, variables + (name to segment))
        val rest = segments.drop(at).joinToString("/")
        return find(variable, segments, segments.size, method, variables + (name.removeSuffix("+") to rest))
    }
}
