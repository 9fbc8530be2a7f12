package io.mockaws.services.ec2.query

import io.mockaws.kit.Members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.at
import io.mockaws.services.ec2.state.TAG_KEY

/**
 * The filters of a call to a describe operation: all have to be met, each by one of its values.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 *
 * @param names what the operation can be asked for
 */
internal class Filters(
    private val names: FilterNames,
    input: Members,
    member: String = "Filters",
) {
    private class Filter(
        val name: String,
        /** Where values are; null for tags. */
        val path: String?,
        val values: Matcher,
    )

    private val all: List<Filter> =
        input.parts(member).map { filter ->
            val name = filter.text("Name") ?: throw Ec2Faults.missingParameter("Filter.1.Name")
            Filter(name, if (isOfTags(name)) null else names.path(name), Matcher(filter.texts("Values")))
        }

    val isEmpty: Boolean get() = all.isEmpty()

    private fun isOfTags(name: String) = name.startsWith("tag:") || name == TAG_KEY || name == "tag-value"

    /** What indexes can be asked for first: paths of members, `tag:KEY` or [TAG_KEY], with the values to look for. */
    val exact: List<Pair<String, Set<String>>>
        get() = all.mapNotNull { filter ->
            val values = filter.values.plain
            when {
                values != null && filter.path != null -> filter.path to values
                values != null && filter.name != "tag-value" -> filter.name to values
                filter.name.startsWith("tag:") -> TAG_KEY to setOf(filter.name.removePrefix("tag:"))
                else -> null
            }
        }

    /** Whether [resource] may meet all filters: those of them that look at what it has itself, and at nothing within [others]. */
    fun mayAdmit(
        resource: Resource,
        others: Set<String>,
    ): Boolean =
        all.all { filter ->
            filter.path?.substringBefore('.') in others || admits(filter, resource.members, resource.tags)
        }

    /** Whether what is shown as [members] and has [tags] meets all filters. */
    fun admit(
        members: Members,
        tags: Map<String, String>,
    ): Boolean =
        all.all { admits(it, members, tags) }

    private fun admits(
        filter: Filter,
        members: Members,
        tags: Map<String, String>,
    ): Boolean =
        when {
            filter.path != null -> members.at(filter.path).any(filter.values::admits)
            filter.name == TAG_KEY -> tags.keys.any(filter.values::admits)
            filter.name == "tag-value" -> tags.values.any(filter.values::admits)
            else -> tags[filter.name.removePrefix("tag:")]?.let(filter.values::admits) == true
        }
}
