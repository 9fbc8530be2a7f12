package io.mockaws.services.cloudformation.state

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A change set, until its stack is gone or it was executed. */
@Serializable
internal data class ChangeSet(
    val name: String,
    val id: String,
    val stackId: String,
    val stackName: String,
    /** `CREATE`, `UPDATE`, `IMPORT`. */
    val type: String,
    val status: String,
    val executionStatus: String,
    val createdAt: Instant,
    val definition: StackDefinition,
    val statusReason: String? = null,
    val description: String? = null,
    val changes: List<ResourceChange> = emptyList(),
    val onFailure: String? = null,
    val includesNested: Boolean = false,
    /** What is taken over: logical id and physical id. */
    val imports: Map<String, String> = emptyMap(),
)

@Serializable
internal data class ResourceChange(
    /** `Add`, `Modify`, `Remove`, `Import`. */
    val action: String,
    val logicalId: String,
    val type: String,
    val physicalId: String? = null,
    /** `True`, `False`, `Conditional`; null where nothing is there yet. */
    val replacement: String? = null,
    /** `Properties`, `Tags`, ... */
    val scope: List<String> = emptyList(),
    val details: List<ChangeDetail> = emptyList(),
    val policyAction: String? = null,
    val changeSetId: String? = null,
    val before: String? = null,
    val after: String? = null,
)

@Serializable
internal data class ChangeDetail(
    val attribute: String,
    val name: String?,
    val requiresRecreation: String,
    /** `Static`, `Dynamic`. */
    val evaluation: String,
    /** `DirectModification`, `ParameterReference`, `ResourceReference`, `ResourceAttribute`. */
    val source: String?,
    val causingEntity: String? = null,
    val before: String? = null,
    val after: String? = null,
)
