package io.mockaws.services.apigateway.execute

import io.mockaws.engine.World
import io.mockaws.services.apigateway.state.ApiDefinition

/** The routes of the definitions that one mock served last, so that they are laid out once. */
internal class LaidOut private constructor() : AutoCloseable {
    private val known = LinkedHashMap<Int, Pair<ApiDefinition, Any>>()

    /** Those of [definition], which is told from others by what it is and not by what is in it: it may be large. */
    @Suppress("UNCHECKED_CAST")
    fun <T : Any> routes(
        definition: ApiDefinition,
        make: (ApiDefinition) -> T,
    ): T =
        synchronized(known) {
            val key = System.identityHashCode(definition)
            val found = known[key]?.takeIf { it.first === definition } ?: (definition to make(definition))
            known[key] = found
            if (known.size > MOST) known.remove(known.keys.first())
            found.second as T
        }

    override fun close() = synchronized(known) { known.clear() }

    companion object {
        private const val MOST = 64

        fun of(world: World): LaidOut = world.running.part("apigateway") { LaidOut() }
    }
}
