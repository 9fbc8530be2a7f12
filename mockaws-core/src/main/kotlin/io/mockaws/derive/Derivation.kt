package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel

/** Answers the operations of one service from its [model]. Holds nothing that changes. */
internal class Derivation(
    private val model: ServiceModel,
) {
    private val rules by lazy { ServiceRules(model) }

    /**
     * What [operation] answers to [input]: members by AWS's names, in the form of `wire/codec/Documents`.
     *
     * @param isStrict whether patterns of references are checked, too
     * @param isLenient whether what no model tells gets the emptiest valid output
     * @throws AwsFault for what AWS refuses, and 501 `NotImplemented` for what no model tells
     */
    fun answer(
        operation: OperationModel,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
        isStrict: Boolean = false,
        isLenient: Boolean = false,
    ): Map<String, Any?> {
        val role = rules.kinds.role(operation)
        rules.facts.answer(operation.name)?.let { return Fixed(rules, call).of(operation.output, it) }
        if (role is Role.Unknown) {
            if (isLenient) return Emptiest(call.now()).of(operation.output)
            throw notDerived(operation)
        }
        return call.state.transaction { records ->
            Seed(rules, call, records).start()
            val question = Question(rules, operation, input, call, records)
            Checks(question).check(isStrict)
            Answer(question).of(role)
        }
    }

    private fun notDerived(operation: OperationModel): AwsFault {
        val name = "${model.facts.name}\", \"${operation.name}"
        return AwsFault(
            "NotImplemented",
            "mockaws does not implement ${model.facts.name}:${operation.name}, and what it answers does not follow from " +
                "AWS's model. Nothing was sent to AWS. A test can answer it: aws.on(\"$name\") { respond(...) }, or " +
                "{ fail(\"AnErrorCode\") }.",
            status = 501,
        )
    }
}
