package io.mockaws.services.iam.op

import io.mockaws.kit.TagRules
import io.mockaws.services.iam.state.IamFaults
import kotlinx.serialization.Serializable

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

/** Null where there are none: IAM leaves the member out. */
internal fun tagsView(tags: Map<String, String>): List<Tag>? =
    tags.map { (key, value) -> Tag(key, value) }.ifEmpty { null }

/**
 * [existing] tags with those that are [added]. Keys are the same whatever their case, and the case is that of the last one.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
internal fun tagged(
    existing: Map<String, String>,
    added: List<Tag>?,
): Map<String, String> {
    if (added.isNullOrEmpty()) return existing
    val keys = added.map { it.key.lowercase() }
    if (keys.toSet().size < keys.size) {
        throw IamFaults.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    }
    if (keys.any { it.startsWith("aws:") }) {
        throw IamFaults.invalidInput("aws: prefixed tag key names are not allowed for external use.")
    }
    val result = existing.filterKeys { it.lowercase() !in keys } + added.associate { it.key to it.value }
    if (result.size > TagRules.MOST) throw IamFaults.limit("Cannot exceed quota for TagsPerResource: ${TagRules.MOST}")
    return result
}

/** [existing] tags without those of [keys]. */
internal fun untagged(
    existing: Map<String, String>,
    keys: List<String>,
): Map<String, String> {
    val gone = keys.map { it.lowercase() }
    return existing.filterKeys { it.lowercase() !in gone }
}
