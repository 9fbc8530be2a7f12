package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.engine.access.AccessFacts
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.kit.Arn
import io.mockaws.model.OperationModel

/** What a call to a derived service is about, by the rules that find its records. */
internal class DerivedAccess(
    private val service: DerivedService,
) : ServiceAccess<DerivedState>() {
    private val facts by lazy { AccessFacts.of(service.shape.name) }
    private val arns by lazy { ResourceArns(service.shape.name, service.rules.facts) }

    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ): List<Need>? {
        val model = service.model.operation(operation) ?: return null
        val concerned = concerned(model, input, call).ifEmpty { listOf(Need.ANY) }
        return concerned.map { Need("${facts.prefix}:$operation", it) }
    }

    private fun concerned(
        operation: OperationModel,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ): List<String> {
        val rules = service.rules
        val role = rules.kinds.role(operation)
        if (role is Role.Tags) return arnsIn(input)
        val kind = kindOf(role) ?: rules.kinds.named(operation.input, known = false) ?: return emptyList()
        return call.state.transaction { records ->
            val question = Question(rules, operation, input, call, records)
            val named = question.texts(kind).filter { (member, _) -> kind.identity(member) != null }
            named.map { it.second }.filter { it.startsWith("arn:") }.ifEmpty { null }
                ?: found(question, kind, role)
                ?: listOfNotNull(arns.template(kind)?.let { arns.fill(it) { place -> placed(place, question, kind) } })
        }
    }

    private fun kindOf(role: Role): Kind? =
        when (role) {
            is Role.Create -> role.kind
            is Role.Read -> role.kind
            is Role.Update -> role.kind
            is Role.Delete -> role.kind
            is Role.Unset -> role.kind
            is Role.Many, is Role.Tags, Role.Unknown -> null
        }

    private fun found(
        question: Question,
        kind: Kind,
        role: Role,
    ): List<String>? {
        if (role is Role.Create || question.ownKeys(kind).isEmpty()) return null
        val record = Finder(question).find(kind) ?: return null
        return record.handles.firstOrNull { it.startsWith("arn:") }?.let(::listOf)
    }

    private fun placed(
        place: String,
        question: Question,
        kind: Kind,
    ): String? =
        when (place.lowercase()) {
            "partition" -> Arn.partitionOf(question.call.region)

            "region" -> question.call.region

            "account", "accountid" -> question.call.account

            else -> {
                val given = question.input.entries.firstOrNull { it.key.equals(place, ignoreCase = true) }?.value
                given as? String ?: question.texts(kind).firstOrNull { (member, _) ->
                    val isMeant = place == "name" || place == "given" || kind.identity(place) != null
                    isMeant && kind.identity(member) != null
                }?.second
            }
        }

    private fun arnsIn(input: Map<String, Any?>) = input.values.filterIsInstance<String>().filter {
        it.startsWith("arn:")
    }

    override fun tags(
        arn: String,
        call: CallContext<DerivedState>,
    ): Map<String, String>? =
        call.state.transaction { records -> records.everything().firstOrNull { arn in it.handles }?.tags }
}
