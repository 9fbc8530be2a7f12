package io.mockaws.services.ssm.op

import io.mockaws.kit.TagRules
import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.put
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String? = null,
    val value: String? = null,
)

/** Adds [tags], by key and value, to the parameter [id]. */
internal fun SsmCall.addTags(
    id: String,
    tags: List<Pair<String?, String?>>,
) = changeTags(id) { taggedBy(it, tags) }

internal fun SsmCall.removeTags(
    id: String,
    keys: List<String>,
) = changeTags(id) { it - keys.toSet() }

internal fun SsmCall.tagsOf(id: String): Map<String, String> = tagged(id).tags

internal fun taggedBy(
    existing: Map<String, String>,
    tags: List<Pair<String?, String?>>,
): Map<String, String> {
    val violation = TagRules.violation(existing, tags)
    if (violation?.problem == TagRules.Problem.TOO_MANY) throw SsmFaults.tooManyTags()
    if (violation != null) throw SsmFaults.validation("Invalid tag: ${violation.key}")
    return existing + tags.associate { (key, value) -> key.orEmpty() to value.orEmpty() }
}

private fun SsmCall.changeTags(
    id: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    tagged(id)
    val key = ParameterName.of(id).key
    state.write {
        val parameter = parameter(key, this) ?: throw SsmFaults.invalidResourceId()
        put(key, parameter.copy(tags = change(parameter.tags)))
    }
}

private fun SsmCall.tagged(id: String): Parameter =
    parameter(ParameterName.of(id).key) ?: throw SsmFaults.invalidResourceId()
