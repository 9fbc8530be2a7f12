package io.mockaws.services.cloudformation.state

import io.mockaws.kit.Table
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A stack set, be it deleted. */
@Serializable
internal data class StackSet(
    val id: String,
    val name: String,
    val body: String,
    val status: String = "ACTIVE",
    val description: String? = null,
    val parameters: Map<String, String> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
    val capabilities: List<String> = emptyList(),
    val administrationRole: String? = null,
    val executionRole: String? = null,
    val permissionModel: String? = null,
    val instances: List<StackInstance> = emptyList(),
    val operations: List<StackSetOperation> = emptyList(),
)

/** A stack of a set, in an account and a region. */
@Serializable
internal data class StackInstance(
    val account: String,
    val region: String,
    val stackId: String?,
    val status: String,
    val detailedStatus: String,
    val reason: String? = null,
    val overrides: Map<String, String> = emptyMap(),
    val operationId: String? = null,
)

/** What was done with the stacks of a set. */
@Serializable
internal data class StackSetOperation(
    val id: String,
    val action: String,
    val status: String,
    val createdAt: Instant,
    val endedAt: Instant,
    val results: List<Result> = emptyList(),
) {
    @Serializable
    data class Result(
        val account: String,
        val region: String,
        val status: String,
        val reason: String? = null,
    )
}

/** Stack sets by their ids. */
internal val STACK_SETS: Table<StackSet> = Table("stackSet", StackSet.serializer())

/** The set that [nameOrId] means; of those that are deleted, one by its id. */
internal fun CloudFormationCall.stackSetOrNull(nameOrId: String): StackSet? =
    state.now[STACK_SETS].let { all ->
        all[nameOrId]
            ?: all.values.firstOrNull { it.name == nameOrId && it.status == "ACTIVE" }
    }
