package io.mockaws.state

import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.Documents
import kotlinx.serialization.KSerializer

/** [document] as facts, a line for each value, by AWS's names: `Rules[0].Status` is `Enabled`. */
internal fun <T> documentSection(
    title: String,
    serializer: KSerializer<T>,
    document: T,
    names: MemberNames,
): StateSection = section(title, factsOf("", Documents.of(serializer, document, names)).toMap())

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
