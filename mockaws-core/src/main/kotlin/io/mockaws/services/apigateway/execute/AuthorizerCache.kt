package io.mockaws.services.apigateway.execute

import io.mockaws.engine.World
import kotlin.time.Instant

/** What authorizers said, as long as it holds by the clock. */
internal class AuthorizerCache private constructor() : AutoCloseable {
    private val known = HashMap<String, Pair<Instant, Verdict>>()

    fun find(
        key: String,
        now: Instant,
    ): Verdict? =
        synchronized(known) {
            val (until, verdict) = known[key] ?: return null
            if (now < until) return verdict
            known.remove(key)
            null
        }

    fun keep(
        key: String,
        until: Instant,
        verdict: Verdict,
    ) = synchronized(known) { known[key] = until to verdict }

    /** Forgets all of the stage at [prefix]. */
    fun flush(prefix: String): Unit = synchronized(known) { known.keys.removeAll { it.startsWith(prefix) } }

    override fun close() = synchronized(known) { known.clear() }

    companion object {
        fun of(world: World): AuthorizerCache = world.running.part("apigateway.authorizers") { AuthorizerCache() }
    }
}
