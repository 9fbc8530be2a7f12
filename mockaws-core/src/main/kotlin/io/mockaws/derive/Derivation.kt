package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Faults
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel
import io.mockaws.wire.ServiceShape

/** Answers the operations of one service from its [model]. Holds nothing that changes. */
internal class Derivation(
    private val model: ServiceModel,
    private val shape: ServiceShape,
) {
    val rules: ServiceRules by lazy { ServiceRules(model) }

    private fun assumed(operation: OperationModel) =
        rules.facts.assumed.filterKeys { operation.input.member(it) != null }

    /** Whether [operation] is answered, and not refused as what no model tells. */
    fun answers(operation: OperationModel): Boolean =
        rules.kinds.role(operation) !is Role.Unknown || rules.facts.answer(operation.name) != null

    /**
     * What [operation] answers to [input]: members by AWS's names, in the form of `wire/codec/Documents`.
     *
     * What the mock was told counts: strict checks patterns of references, too, and lenient gives what no model tells the
     * emptiest valid output.
     *
     * @throws AwsFault for what AWS refuses, and 501 `NotImplemented` for what no model tells
     */
    fun answer(
        operation: OperationModel,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ): Map<String, Any?> {
        val settings = call.world.settings
        val role = rules.kinds.role(operation)
        rules.facts.answer(operation.name)?.let { return Fixed(rules, call).of(operation.output, it) }
        if (role is Role.Unknown) {
            if (settings.lenient) return Emptiest(call.now()).of(operation.output)
            throw Faults.notImplemented(shape, operation.name)
        }
        return call.state.transaction { records ->
            Seed(rules, call, records).start()
            val question = Question(rules, operation, assumed(operation) + input, call, records)
            Checks(question).check(settings.strict)
            Answer(question).of(role)
        }
    }
}
