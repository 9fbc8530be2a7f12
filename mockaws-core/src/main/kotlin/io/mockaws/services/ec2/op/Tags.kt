package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Members
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.parts
import io.mockaws.services.ec2.resource.text
import io.mockaws.services.ec2.resource.texts
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.checkedTags
import io.mockaws.services.ec2.state.need

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html; [ids] are those of things that are written. */
internal fun createTags(
    ids: List<String>,
    tags: List<Members>,
    call: Ec2Call,
) {
    if (tags.isEmpty()) throw Ec2Faults.missingParameter("Tags")
    call.state.write { ids.map { tagged(it) }.forEach { put(it.copy(tags = checkedTags(it.tags, tags))) } }
}

private fun Contents.tagged(id: String): Resource = need(checkNotNull(Kind.of(id)), id)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html; without [tags] all go. */
internal fun deleteTags(
    ids: List<String>,
    tags: List<Members>,
    call: Ec2Call,
) = call.state.write {
    ids.map { tagged(it) }.forEach { resource ->
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
    val names = FilterNames.of("DescribeTags")
    val filters = Filters(names, input)
    val byId = input.parts("Filters").firstOrNull { it.text("Name") == "resource-id" }?.texts("Values").orEmpty()
    val now = call.state.now
    val resources =
        if (byId.isEmpty() || byId.any { '*' in it || '?' in it }) {
            now.all()
        } else {
            byId.asSequence().mapNotNull { id -> Kind.of(id)?.let { now.find(it, id) } }
        }
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
