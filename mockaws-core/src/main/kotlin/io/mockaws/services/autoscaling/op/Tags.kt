package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.GroupTag
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page

internal fun tagsIn(request: Members): List<GroupTag> = request.parts("Tags").map(::tagIn)

private fun tagIn(asked: Members): GroupTag {
    val key = asked.needed("Key")
    if (key.startsWith(
            "aws:"
        )
    ) {
        throw AutoScalingFaults.validation("Tag keys starting with aws: are reserved for internal use")
    }
    return GroupTag(key, asked.text("Value").orEmpty(), asked.flag("PropagateAtLaunch") ?: true)
}

internal fun tagOf(
    tag: GroupTag,
    group: Group,
): Members =
    mapOf(
        "ResourceId" to group.name,
        "ResourceType" to "auto-scaling-group",
        "Key" to tag.key,
        "Value" to tag.value,
        "PropagateAtLaunch" to tag.isPropagated,
    )

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html */
internal fun createOrUpdateTags(
    request: Members,
    call: AutoScalingCall,
): Members {
    for (asked in request.parts("Tags")) {
        val tag = tagIn(asked)
        call.change(asked.needed("ResourceId")) { group ->
            group.copy(
                tags =
                group.tags.filterNot { it.key == tag.key } + tag
            )
        }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteTags.html */
internal fun deleteTags(
    request: Members,
    call: AutoScalingCall,
): Members {
    for (asked in request.parts("Tags")) {
        val key = asked.needed("Key")
        val value = asked.text("Value")
        call.change(asked.needed("ResourceId")) { group ->
            group.copy(tags = group.tags.filterNot { it.key == key && (value == null || it.value == value) })
        }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeTags.html */
internal fun describeTags(
    request: Members,
    call: AutoScalingCall,
): Members {
    val filters = request.parts("Filters")
    val all = call.state.now.groups().flatMap { group -> group.tags.map { tagOf(it, group) } }
    val found =
        all.filter { tag ->
            filters.all { filter ->
                val member =
                    when (val name = filter.text("Name")) {
                        "auto-scaling-group" -> "ResourceId"

                        "key" -> "Key"

                        "value" -> "Value"

                        "propagate-at-launch" -> "PropagateAtLaunch"

                        else -> throw AutoScalingFaults.validation(
                            "Filter type $name is not correct. Allowed Filter types are: auto-scaling-group key value propagate-at-launch"
                        )
                    }
                "${tag[member]}" in filter.texts("Values")
            }
        }
    return page("Tags", found, request, { "${it["ResourceId"]} ${it["Key"]}" }) { it }
}
