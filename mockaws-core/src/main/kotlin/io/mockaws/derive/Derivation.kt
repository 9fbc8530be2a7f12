package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel

/** Answers the operations of one service from its [model]. Holds nothing that changes. */
internal class Derivation(
    private val model: ServiceModel,
) {
    /**
     * What [operation] answers to [input]: members by AWS's names, in the form of `wire/codec/Documents`.
     *
     * @throws AwsFault for what AWS refuses, and 501 `NotImplemented` for what no model tells
     */
    fun answer(
        operation: OperationModel,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ): Map<String, Any?> =
        throw AwsFault("NotImplemented", "mockaws cannot derive ${model.facts.name}:$operation.", status = 501)
}
