package io.mockaws.services.cloudformation.state

import io.mockaws.kit.JsonObjectText
import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.template.NOTHING
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What a stack is to be. */
@Serializable
internal data class StackDefinition(
    /** The template as it was given. */
    val body: String,
    /** The same after its transforms. */
    val template: JsonObjectText = NOTHING,
    /** What the caller said of parameters. */
    val given: Map<String, String> = emptyMap(),
    val parameters: Map<String, ParameterValue> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
    val capabilities: List<String> = emptyList(),
    val notificationArns: List<String> = emptyList(),
    val roleArn: String? = null,
)

/** A stack, be it deleted. */
@Serializable
internal data class Stack(
    val name: String,
    /** Its ARN. */
    val id: String,
    val status: String,
    val createdAt: Instant,
    val definition: StackDefinition,
    val statusReason: String? = null,
    val updatedAt: Instant? = null,
    val deletedAt: Instant? = null,
    /** What it was before the update that failed or failed to be taken back; null where there is nothing to go back to. */
    val former: FormerStack? = null,
    /** What it has, by logical id, in the order in which they were made. */
    val resources: Map<String, StackResource> = emptyMap(),
    val outputs: List<StackOutput> = emptyList(),
    /** What is being done with it; null where nothing is. */
    val deployment: Deployment? = null,
    val disableRollback: Boolean = false,
    val timeoutMinutes: Int? = null,
    val isProtected: Boolean = false,
    val policy: String? = null,
    val parentId: String? = null,
    val rootId: String? = null,
    val changeSetId: String? = null,
    /** The names of what it imports. */
    val imports: Set<String> = emptySet(),
    /** When drift was last looked for, and what was found. */
    val driftStatus: String? = null,
    val driftCheckedAt: Instant? = null,
    /** The ids of the times that somebody looked. */
    val driftIds: List<String> = emptyList(),
    /** What came of the request that has this token: the stack alone. */
    val token: String? = null,
) {
    val isGone: Boolean get() = status == StackStatus.DELETE_COMPLETE
    val isBusy: Boolean get() = deployment != null
}

/** What a stack was before an update. */
@Serializable
internal data class FormerStack(
    val definition: StackDefinition,
    val resources: Map<String, StackResource>,
)

/** Names of AWS's that are used in more than one place. */
internal object StackStatus {
    const val CREATE_COMPLETE: String = "CREATE_COMPLETE"
    const val DELETE_COMPLETE: String = "DELETE_COMPLETE"
    const val REVIEW_IN_PROGRESS: String = "REVIEW_IN_PROGRESS"
    const val USER: String = "User Initiated"
}

/** A resource of a stack. */
@Serializable
internal data class StackResource(
    val logicalId: String,
    val type: String,
    val physicalId: String? = null,
    val status: String,
    val statusReason: String? = null,
    val updatedAt: Instant,
    /** Its properties without functions, as they were last applied. */
    val properties: JsonObjectText = NOTHING,
    /** What is known of it beyond: what its making answered. */
    val attributes: JsonObjectText = NOTHING,
    /** The logical ids of what it needs. */
    val needs: List<String> = emptyList(),
    val deletionPolicy: String? = null,
    val replacePolicy: String? = null,
    val metadata: String? = null,
    val driftStatus: String? = null,
    val driftCheckedAt: Instant? = null,
    /** The values that its service has for properties that are not as the stack made them. */
    val drifted: Map<String, String> = emptyMap(),
)

@Serializable
internal data class StackOutput(
    val key: String,
    val value: String,
    val description: String? = null,
    val export: String? = null,
)

@Serializable
internal data class StackEvent(
    val id: String,
    val number: Long,
    val stackId: String,
    val stackName: String,
    val logicalId: String,
    val physicalId: String,
    val type: String,
    val status: String,
    val at: Instant,
    val reason: String? = null,
    val properties: String? = null,
    val token: String? = null,
)
