package io.mockaws.services.autoscaling.group

import io.mockaws.derive.TreeSerializer
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.kit.texts
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A group of instances. */
@Serializable
internal data class Group(
    val name: String,
    val arn: String,
    /** Its place in lists. */
    val number: Long,
    /** What it was made and changed with, by AWS's names. */
    @Serializable(with = TreeSerializer::class)
    val settings: Members,
    val createdAt: Instant,
    val tags: List<GroupTag> = emptyList(),
    val instances: List<Member> = emptyList(),
    val hooks: List<Hook> = emptyList(),
    /** Processes that do nothing, by their names. */
    val suspended: Set<String> = emptySet(),
    /** Metrics that are collected. */
    val metrics: Set<String> = emptySet(),
    /** Until when simple scaling waits. */
    val coolsUntil: Instant? = null,
) {
    val least: Int get() = settings.number("MinSize") ?: 0
    val most: Int get() = settings.number("MaxSize") ?: 0
    val desired: Int get() = settings.number("DesiredCapacity") ?: least
    val targetGroups: List<String> get() = settings.texts("TargetGroupARNs")
    val subnets: List<String>
        get() = settings.text("VPCZoneIdentifier").orEmpty().split(',').map { it.trim() }.filter { it.isNotEmpty() }
    val grace: Int get() = settings.number("HealthCheckGracePeriod") ?: 0
    val goesByBalancers: Boolean get() = "ELB" in settings.text("HealthCheckType").orEmpty()

    /** Those that count for its capacity. */
    val active: List<Member> get() = instances.filter {
        it.state == Member.IN_SERVICE || it.state == Member.PENDING_WAIT
    }

    fun does(process: String): Boolean = process !in suspended

    fun with(vararg changes: Pair<String, Any?>): Group =
        copy(settings = (settings + changes).filterValues { it != null })

    /** The same with [change] made to the instance [id]. */
    fun changing(
        id: String,
        change: (Member) -> Member,
    ): Group = copy(instances = instances.map { if (it.id == id) change(it) else it })

    fun without(id: String): Group = copy(instances = instances.filterNot { it.id == id })
}

/** An instance of a group. */
@Serializable
internal data class Member(
    val id: String,
    val type: String,
    val zone: String,
    /** `InService`. */
    val state: String,
    val launchedAt: Instant,
    val isProtected: Boolean = false,
    /** Whether its health checks have found nothing. */
    val isHealthy: Boolean = true,
    /** `LaunchTemplate` or `LaunchConfigurationName`: what it was started from. */
    @Serializable(with = TreeSerializer::class)
    val source: Members = emptyMap(),
    /** The hooks that it waits for. */
    val waits: List<Wait> = emptyList(),
) {
    companion object {
        const val IN_SERVICE: String = "InService"
        const val STANDBY: String = "Standby"
        const val PENDING_WAIT: String = "Pending:Wait"
        const val TERMINATING_WAIT: String = "Terminating:Wait"
    }
}

/** That an instance waits until somebody says that it may go on. */
@Serializable
internal data class Wait(
    val hook: String,
    val token: String,
    val until: Instant,
    /** No heartbeat moves [until] beyond this. */
    val atMost: Instant,
)

/** Where instances wait on their way. */
@Serializable
internal data class Hook(
    val name: String,
    val transition: String,
    @Serializable(with = TreeSerializer::class)
    val settings: Members,
) {
    val timeout: Int get() = settings.number("HeartbeatTimeout") ?: USUAL
    val goesOn: Boolean get() = settings.text("DefaultResult") == "CONTINUE"

    companion object {
        const val LAUNCHING: String = "autoscaling:EC2_INSTANCE_LAUNCHING"
        const val TERMINATING: String = "autoscaling:EC2_INSTANCE_TERMINATING"
        private const val USUAL = 3600
    }
}

@Serializable
internal data class GroupTag(
    val key: String,
    val value: String,
    val isPropagated: Boolean,
)

/** Something that a group has done. */
@Serializable
internal data class Activity(
    val id: String,
    val number: Long,
    val group: String,
    @Serializable(with = TreeSerializer::class)
    val members: Members,
)

/** A launch configuration or a policy: what was said of it. */
@Serializable
internal data class Setting(
    val name: String,
    val number: Long,
    @Serializable(with = TreeSerializer::class)
    val members: Members,
)

/** What is done with a group at some time. */
@Serializable
internal data class ScheduledAction(
    val group: String,
    val name: String,
    val number: Long,
    @Serializable(with = TreeSerializer::class)
    val members: Members,
    /** When next; null for never again. */
    val next: Instant?,
)
