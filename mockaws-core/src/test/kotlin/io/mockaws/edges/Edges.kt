package io.mockaws.edges

/** All edges, as their page lists them. */
internal object Edges {
    val all: List<Edge> = MessageEdges.all + EventEdges.all + StreamEdges.all
}
