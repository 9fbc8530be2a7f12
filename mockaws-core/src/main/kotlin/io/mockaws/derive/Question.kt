package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.model.MemberModel
import io.mockaws.model.MemberPlace
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel

/** What is known of a service, worked out once. */
internal class ServiceRules(
    val model: ServiceModel,
) {
    val facts: DerivedFacts = DerivedFacts.of(model.facts.name)
    val kinds: Kinds = Kinds(model, facts)
    val errors: ErrorChoice = ErrorChoice(model)
    val identifiers: Identifiers = Identifiers(model, facts)
}

/** One call, and the records that it sees. */
internal class Question(
    val rules: ServiceRules,
    val operation: OperationModel,
    val input: Map<String, Any?>,
    val call: CallContext<DerivedState>,
    val records: Records,
    /** The members of the input, by which it is understood. */
    val members: List<MemberModel> = operation.input.members,
) {
    val kinds: Kinds get() = rules.kinds
    val refusals: Refusals = Refusals(this)

    /** The same call with [input] in place of its own: one entry of a batch. */
    fun with(
        input: Map<String, Any?>,
        members: List<MemberModel>,
    ): Question = Question(rules, operation, input, call, records, members)

    /** The values that were given, by member; those of a structure that is an id, as `SchemaId` is, beside the others. */
    fun values(kind: Kind): List<Pair<MemberModel, Any>> =
        members.flatMap { member ->
            val value = input[member.name]
            val nested = (value as? Map<*, *>)?.let { given ->
                InputKeys.nested(member, kind).mapNotNull { inner ->
                    given[inner.name]?.let {
                        inner to
                            it
                    }
                }
            }.orEmpty()
            listOfNotNull(value?.let { member to it }) + nested
        }

    /** Its members that name the thing of [kind] that it is about: others that look alike give it a new name. */
    fun ownKeys(kind: Kind): Set<MemberModel> {
        val all = values(kind).map { it.first }.filter { kind.identity(it) != null }
        if (!kinds.hasOwnNames(kind)) return emptySet()
        val labels = all.filter { it.place == MemberPlace.LABEL }
        if (labels.isNotEmpty()) return labels.toSet()
        val required = all.filter { it.isRequired }.ifEmpty { all }
        return required.filter { kinds.isOwnKey(it, kind) }.ifEmpty { required }.toSet()
    }

    /** The texts among them. */
    fun texts(kind: Kind): List<Pair<MemberModel, String>> =
        values(kind).mapNotNull { (member, value) ->
            (value as? String)?.takeIf { member.isText }?.let { member to it }
        }
}
