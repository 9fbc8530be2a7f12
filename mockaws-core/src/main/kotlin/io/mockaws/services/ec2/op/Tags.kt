package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.TAG_KEY
import io.mockaws.services.ec2.state.checkedTags
import io.mockaws.services.ec2.state.need

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html; [ids] are those of things that are written. */
internal fun createTags(
    ids: List<String>,
    tags: List<Members>,
    call: Ec2Call,
) {
    if (tags.isEmpty()) throw Ec2Faults.missingParameter("Tags")
    call.state.write { ids.map { taggable(it) }.forEach { put(it.copy(tags = checkedTags(it.tags, tags))) } }
}

private fun Contents.taggable(id: String): Resource = need(checkNotNull(Kind.of(id)), id)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html; without [tags] all go. */
internal fun deleteTags(
    ids: List<String>,
    tags: List<Members>,
    call: Ec2Call,
) = call.state.write {
    ids.map { taggable(it) }.forEach { resource ->
        val left =
            if (tags.isEmpty()) {
                emptyMap()
            } else {
                resource.tags.filterNot { (key, value) ->
                    tags.any { it.text("Key") == key && (it["Value"] == null || it["Value"] == value) }
                }
            }
        put(resource.copy(tags = left))
    }
}

/** Everything that has a tag of one of [keys]. */
private fun Contents.tagged(keys: Set<String>): Sequence<Resource> =
    Kind.entries.asSequence().flatMap { kind -> keys.flatMap { where(kind, TAG_KEY, it) }.distinctBy { it.id } }

/** The ids of [input] that are of things that are written, and the others. */
internal fun splitIds(input: Members): Pair<List<String>, List<String>> {
    val ids = input.texts("Resources")
    if (ids.isEmpty()) throw Ec2Faults.missingParameter("resourceIdSet")
    ids.firstOrNull { '-' !in it }?.let { throw AwsFault("InvalidID", "The ID '$it' is not valid") }
    return ids.partition { Kind.of(it) != null }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
internal fun describeTags(
    input: Members,
    call: Ec2Call,
): Members {
    val filters = Filters(FilterNames.of("DescribeTags"), input)
    val now = call.state.now
    val exact = filters.exact.toMap()
    val resources =
        exact["ResourceId"]?.asSequence()?.mapNotNull { id -> Kind.of(id)?.let { now.find(it, id) } }
            ?: exact["Key"]?.let { now.tagged(it) }
            ?: now.all()
    val rows =
        resources.flatMap { resource ->
            resource.tags.entries.asSequence().map { (key, value) ->
                mapOf(
                    "Key" to key,
                    "Value" to value,
                    "ResourceId" to resource.id,
                    "ResourceType" to resource.kind.tagType
                )
            }
        }.filter { filters.admit(it, mapOf("${it["Key"]}" to "${it["Value"]}")) }.toList()
    return page("Tags", input, rows, { "${it["ResourceId"]} ${it["Key"]}" }) { it }
}
