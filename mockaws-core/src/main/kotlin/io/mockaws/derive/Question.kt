package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel

/** What is known of a service, worked out once. */
internal class ServiceRules(
    val model: ServiceModel,
) {
    val facts: DerivedFacts = DerivedFacts.of(model.facts.name)
    val kinds: Kinds = Kinds(model, facts)
    val refusals: Refusals = Refusals(model, facts)
    val identifiers: Identifiers = Identifiers(model, facts)
}

/** One call, and the records that it sees. */
internal class Question(
    val rules: ServiceRules,
    val operation: OperationModel,
    val input: Map<String, Any?>,
    val call: CallContext<DerivedState>,
    val records: Records,
) {
    val kinds: Kinds get() = rules.kinds
    val refusals: Refusals get() = rules.refusals

    /** The same call with [input] in place of its own: one entry of a batch. */
    fun with(input: Map<String, Any?>): Question = Question(rules, operation, input, call, records)

    /** The texts that were given, by member. */
    fun given(): List<Pair<MemberModel, String>> =
        operation.input.members.mapNotNull { member ->
            (input[member.name] as? String)?.takeIf { member.isText }?.let { member to it }
        }
}
