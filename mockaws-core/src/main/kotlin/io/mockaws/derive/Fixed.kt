package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.model.StructureModel

/** Texts of facts in which `{account}`, `{region}`, `{partition}` and the like stand for what the call knows. */
internal class Fixed(
    private val rules: ServiceRules,
    private val call: CallContext<DerivedState>,
) {
    /** An output of [fields]. */
    fun of(
        shape: StructureModel,
        fields: Map<String, String>,
    ): Map<String, Any?> =
        shape.members.mapNotNull { member ->
            fields[member.name]?.let { text ->
                Coercion.to(member.target, FactValue.of(rules.identifiers.fill(text, "", { null }, call)))
            }?.let {
                member.name to
                    it
            }
        }.toMap()
}
