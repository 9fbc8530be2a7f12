package io.mockaws.state

import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.codec.WedSerializer
import kotlinx.serialization.KSerializer

/** [document] as facts, a line for each value, by the names of [shape] in [model]: `Rules[0].Status` is `Enabled`. */
internal fun <T> documentSection(
    title: String,
    serializer: KSerializer<T>,
    document: T,
    model: ServiceModel,
    shape: StructureModel?,
): StateSection {
    val members =
        if (shape == null) {
            Documents.of(serializer, document, MemberNames.PASCAL)
        } else {
            Documents.of(WedSerializer(serializer, model.descriptors.of(shape)), document, MemberNames.AS_IS)
        }
    return section(title, factsOf("", members).toMap())
}

private fun factsOf(
    name: String,
    value: Any?,
): List<Pair<String, Any?>> =
    when (value) {
        is Map<*, *> -> value.flatMap { (member, inner) ->
            factsOf(if (name.isEmpty()) "$member" else "$name.$member", inner)
        }

        is List<*> -> value.flatMapIndexed { index, inner -> factsOf("$name[$index]", inner) }

        else -> listOf(name to value)
    }
