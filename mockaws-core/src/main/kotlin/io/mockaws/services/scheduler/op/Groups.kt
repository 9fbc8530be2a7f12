package io.mockaws.services.scheduler.op

import io.mockaws.kit.Paging
import io.mockaws.kit.TagRules
import io.mockaws.services.scheduler.schedule.GROUPS
import io.mockaws.services.scheduler.schedule.SCHEDULES
import io.mockaws.services.scheduler.schedule.ScheduleGroup
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.SchedulerFaults
import io.mockaws.services.scheduler.schedule.SchedulerLimits
import io.mockaws.services.scheduler.schedule.group
import io.mockaws.services.scheduler.schedule.groupArn
import io.mockaws.services.scheduler.schedule.groups
import io.mockaws.services.scheduler.schedule.scheduleKey
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class CreateScheduleGroupRequest(
    val name: String,
    val tags: List<Tag> = emptyList(),
    val clientToken: String? = null,
)

@Serializable
internal data class CreateScheduleGroupResponse(
    val scheduleGroupArn: String,
)

@Serializable
internal data class ScheduleGroupRequest(
    val name: String,
)

/** A group as it is shown alone and in lists. */
@Serializable
internal data class ShownGroup(
    val arn: String,
    val creationDate: Instant? = null,
    val lastModificationDate: Instant? = null,
    val name: String,
    val state: String,
)

@Serializable
internal data class ListScheduleGroupsRequest(
    val maxResults: Int? = null,
    val namePrefix: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class ListScheduleGroupsResponse(
    val scheduleGroups: List<ShownGroup>,
    val nextToken: String? = null,
)

@Serializable
internal data class TagResourceRequest(
    val resourceArn: String,
    val tags: List<Tag>,
)

@Serializable
internal data class UntagResourceRequest(
    val resourceArn: String,
    val tagKeys: List<String>,
)

@Serializable
internal data class ListTagsForResourceRequest(
    val resourceArn: String,
)

@Serializable
internal data class ListTagsForResourceResponse(
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
internal fun createScheduleGroup(
    request: CreateScheduleGroupRequest,
    call: SchedulerCall,
): CreateScheduleGroupResponse {
    val made =
        ScheduleGroup(
            request.name,
            call.now(),
            tags = tagged(emptyMap(), request.tags),
            clientToken = request.clientToken,
        )
    call.state.write {
        val before = group(made.name)
        if (before != null) {
            if (made.clientToken != null && made.clientToken == before.clientToken) return@write
            throw SchedulerFaults.groupExists(made.name)
        }
        if (this[GROUPS].size >= SchedulerLimits.GROUPS) throw SchedulerFaults.tooMany("schedule groups")
        this[GROUPS, made.name] = made
    }
    return CreateScheduleGroupResponse(call.groupArn(made.name))
}

/**
 * With all schedules in it.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
 */
internal fun deleteScheduleGroup(
    request: ScheduleGroupRequest,
    call: SchedulerCall,
) {
    if (request.name == ScheduleGroup.DEFAULT) throw SchedulerFaults.defaultGroupStays()
    call.state.write {
        group(request.name) ?: throw SchedulerFaults.noGroup(request.name)
        remove(GROUPS, request.name)
        this[SCHEDULES].values.filter { it.group == request.name }
            .forEach { remove(SCHEDULES, scheduleKey(it.group, it.name)) }
    }
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
internal fun getScheduleGroup(
    request: ScheduleGroupRequest,
    call: SchedulerCall,
): ShownGroup = call.shown(call.state.now.group(request.name) ?: throw SchedulerFaults.noGroup(request.name))

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
internal fun listScheduleGroups(
    request: ListScheduleGroupsRequest,
    call: SchedulerCall,
): ListScheduleGroupsResponse {
    val found = call.groups().filter { it.name.startsWith(request.namePrefix.orEmpty()) }
    val page =
        Paging<ScheduleGroup>(request.namePrefix, { it.name }, SchedulerFaults::badToken)
            .page(found, request.maxResults ?: SchedulerLimits.PAGE, request.nextToken)
    return ListScheduleGroupsResponse(page.items.map { call.shown(it) }, page.nextToken)
}

private fun SchedulerCall.shown(group: ScheduleGroup) =
    ShownGroup(groupArn(group.name), group.createdAt, group.modifiedAt, group.name, "ACTIVE")

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
internal fun tagResource(
    request: TagResourceRequest,
    call: SchedulerCall,
) = call.changeTags(request.resourceArn) { tagged(it, request.tags) }

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html */
internal fun untagResource(
    request: UntagResourceRequest,
    call: SchedulerCall,
) = call.changeTags(request.resourceArn) { it - request.tagKeys.toSet() }

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html */
internal fun listTagsForResource(
    request: ListTagsForResourceRequest,
    call: SchedulerCall,
): ListTagsForResourceResponse {
    val group =
        call.state.now.group(nameIn(request.resourceArn)) ?: throw SchedulerFaults.noResource(request.resourceArn)
    return ListTagsForResourceResponse(group.tags.map { (key, value) -> Tag(key, value) })
}

private fun SchedulerCall.changeTags(
    arn: String,
    change: (Map<String, String>) -> Map<String, String>,
) = state.write {
    val group = group(nameIn(arn)) ?: throw SchedulerFaults.noResource(arn)
    this[GROUPS, group.name] = group.copy(tags = change(group.tags), modifiedAt = now())
}

private fun nameIn(arn: String): String = arn.substringAfter(":schedule-group/")

private fun tagged(
    existing: Map<String, String>,
    tags: List<Tag>,
): Map<String, String> {
    val violation = TagRules.violation(existing, tags.map { it.key to it.value })
    if (violation?.problem == TagRules.Problem.TOO_MANY) throw SchedulerFaults.tooMany("tags of a resource")
    if (violation != null) throw SchedulerFaults.badTag(violation.key)
    return existing + tags.associate { it.key to it.value }
}
