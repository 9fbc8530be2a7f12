package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.model.OperationModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MemberForm

/** The things of one [kind] without a call: for fixtures, and for who looks. */
internal class DerivedThings(
    private val service: DerivedService,
    private val kind: Kind,
) {
    private val rules get() = service.rules

    /** The operation that things are made by. */
    private val creator: OperationModel =
        kind.creators.firstOrNull { !rules.kinds.name(it).isBatch } ?: kind.creators.first()

    fun all(call: CallContext<DerivedState>): List<Map<String, Any?>> =
        within(call, creator) { question -> of(question).map { shown(question, it) } }

    fun find(
        handle: String,
        call: CallContext<DerivedState>,
    ): Map<String, Any?>? =
        within(call, creator) { question -> called(handle, question)?.let { shown(question, it) } }

    /** @throws IllegalArgumentException for members that AWS does not have */
    fun make(
        members: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ) {
        val input = MemberForm(MemberNames.AS_IS).of(rules.model.descriptors.input(creator), whole(members))
        service.answer(creator, input, call)
    }

    fun remove(
        handle: String,
        call: CallContext<DerivedState>,
    ): Boolean =
        within(call, kind.deleters.firstOrNull() ?: creator) { question ->
            val record = called(handle, question) ?: return@within false
            Removal(question).remove(kind, record)
            true
        }

    private fun <T> within(
        call: CallContext<DerivedState>,
        operation: OperationModel,
        action: (Question) -> T,
    ): T =
        call.state.transaction { records ->
            Seed(rules, call, records).start()
            action(Question(rules, operation, emptyMap(), call, records))
        }

    private fun of(question: Question) = question.records.of(kind.noun)

    private fun called(
        handle: String,
        question: Question,
    ): Record? = of(question).firstOrNull { it.isCalled(handle) }

    /** By the structure of most members that stands for a thing, or, where there is none, by what it was made of. */
    private fun shown(
        question: Question,
        record: Record,
    ): Map<String, Any?> {
        val shape = kind.documents.maxByOrNull { it.members.size } ?: creator.input
        val members = Filling(question).item(shape, kind, record, kind.noun) as? Map<*, *> ?: return emptyMap()
        return members.entries.filter { it.value != null }.associate { (name, value) -> name.toString() to value }
    }

    /** [members] with what belongs into the input's one structure put there. */
    private fun whole(members: Map<String, Any?>): Map<String, Any?> {
        val own = creator.input.members.map { it.name }.toSet()
        val strange = members.filterKeys { it !in own }
        if (strange.isEmpty()) return members
        val around =
            creator.input.members.filter { it.isRequired && it.target is StructureModel }.singleOrNull()
                ?: return members
        return members - strange.keys + (around.name to strange)
    }
}
