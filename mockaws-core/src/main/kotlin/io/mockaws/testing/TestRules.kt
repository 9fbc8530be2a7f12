package io.mockaws.testing

import io.mockaws.engine.CallRules
import io.mockaws.engine.Catalogue
import io.mockaws.engine.Clock
import io.mockaws.engine.Ruling

/**
 * All that the test of one mock has put between calls and services. A call meets faults first, as the network comes
 * first; then the script, which is strict about its services; then handlers.
 *
 * @param install tells the engine whom to ask; null when there is nothing to ask, so that other mocks pay nothing
 */
internal class TestRules(
    private val catalogue: Catalogue,
    sdks: () -> List<SdkTypes>,
    clock: Clock,
    seed: Long,
    private val install: (CallRules?) -> Unit,
) : CallRules {
    private val answers = Answers(sdks)
    private val violations = Violations()
    private val script = Script(violations)
    private val overrides = Overrides(answers, violations)
    val faults = ActiveFaults(clock, seed)

    fun addFaults(configure: FaultRules.() -> Unit): Registration {
        val rules = FaultRules(catalogue).apply(configure).rules
        return registration { faults.add(rules) }
    }

    fun addStubs(configure: StubScript.() -> Unit) {
        val steps = StubScript(catalogue, answers).apply(configure).steps
        change { script.add(steps) }
    }

    fun addHandler(
        service: String,
        operation: String,
        handler: CallHandler,
    ): Registration {
        catalogue.serviceWith(service, operation)
        return registration { overrides.add(service, operation, handler) }
    }

    override suspend fun rule(call: IncomingCall): Ruling? {
        val fault = faults.rule(call)
        if (fault?.answer != null) return fault
        val stub = script.rule(call) ?: overrides.rule(call)
        if (fault == null || stub == null) return stub ?: fault
        return Ruling(stub.answer, "${stub.by}, ${fault.by}", fault.distortion)
    }

    fun removeFault(fault: ActiveFault) = change { faults.remove(fault) }

    fun clearFaults() = change { faults.clear() }

    fun leftovers(): List<String> = script.leftovers()

    fun violations(): List<String> = violations.all()

    fun clearStubs() =
        change {
            script.clear()
            violations.clear()
        }

    /** What went wrong already is still told at the end. */
    fun clear() =
        change {
            faults.clear()
            script.clear()
            overrides.clear()
        }

    /** Gives what puts faults, handlers and stubs back as they are now, and returns what stubs since then complain of. */
    fun keep(): (Calls) -> AssertionError? {
        val faultsBack = faults.keep()
        val handlersBack = overrides.keep()
        val stubs = script.length()
        return { calls ->
            val complaint = violations.take(script.leftovers(from = stubs))
            change {
                faultsBack()
                handlersBack()
                script.cutTo(stubs)
            }
            complaint?.also { CallsUntilFailure.attachTo(it, calls) }
        }
    }

    /** What stubs have to complain of, once; null for nothing. */
    fun complaints(calls: Calls): AssertionError? =
        violations.take(script.leftovers())?.also {
            CallsUntilFailure.attachTo(it, calls)
            change { script.clear() }
        }

    private fun registration(add: () -> () -> Unit): Registration {
        val takeAway = change(add)
        return Registration { change(takeAway) }
    }

    @Synchronized
    private fun <T> change(block: () -> T): T {
        val result = block()
        install(if (faults.isEmpty && script.isEmpty && overrides.isEmpty) null else this)
        return result
    }
}
