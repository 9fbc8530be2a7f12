package io.mockaws.testing

import io.mockaws.engine.Catalogue
import io.mockaws.engine.Clock
import io.mockaws.engine.Interception
import io.mockaws.engine.Ruling

/**
 * All that the test of one mock has put between calls and services. Faults come first, as the network does.
 *
 * @param install tells the engine whom to ask; null when there is nothing to ask, so that other mocks pay nothing
 */
internal class TestRules(
    private val catalogue: Catalogue,
    clock: Clock,
    seed: Long,
    private val install: (Interception?) -> Unit,
) : Interception {
    val faults = ActiveFaults(clock, seed)

    fun addFaults(configure: FaultRules.() -> Unit): Registration {
        val rules = FaultRules(catalogue).apply(configure).rules
        val takeAway = change { faults.add(rules) }
        return Registration { change { takeAway() } }
    }

    override suspend fun rule(call: IncomingCall): Ruling? = faults.rule(call)

    fun clear() = change { faults.clear() }

    @Synchronized
    fun <T> change(block: TestRules.() -> T): T {
        val result = block()
        install(if (faults.isEmpty) null else this)
        return result
    }
}
