package io.mockaws.services.cloudformation.stackset

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.op.Parameter
import io.mockaws.services.cloudformation.op.pageOf
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackInstance
import io.mockaws.services.cloudformation.state.StackSet
import kotlinx.serialization.Serializable

@Serializable
internal data class StackInstancesInput(
    val stackSetName: String,
    val accounts: List<String>? = null,
    val regions: List<String>,
    val parameterOverrides: List<Parameter>? = null,
    val operationId: String? = null,
)

private fun noInstance(set: StackSet) = AwsFault(
    "StackInstanceNotFoundException",
    "Stack instance not found in StackSet ${set.name}"
)

private fun placesOf(
    accounts: List<String>?,
    regions: List<String>,
): List<Pair<String, String>> = accounts.orEmpty().flatMap { account -> regions.map { account to it } }

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html */
internal fun createStackInstances(
    input: StackInstancesInput,
    call: CloudFormationCall,
): OperationIdOutput {
    val set = call.stackSet(input.stackSetName)
    val overrides = input.parameterOverrides?.let { texts(it, emptyMap()) }
    return OperationIdOutput(
        StackInstances(
            call,
            set.id
        ).run("CREATE", input.operationId, placesOf(input.accounts, input.regions), overrides)
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html */
internal fun updateStackInstances(
    input: StackInstancesInput,
    call: CloudFormationCall,
): OperationIdOutput {
    val set = call.stackSet(input.stackSetName)
    val places = placesOf(input.accounts, input.regions)
    if (places.any { place -> set.instances.none { it.account to it.region == place } }) throw noInstance(set)
    val overrides = input.parameterOverrides?.let { texts(it, emptyMap()) }
    return OperationIdOutput(StackInstances(call, set.id).run("UPDATE", input.operationId, places, overrides))
}

@Serializable
internal data class DeleteStackInstancesInput(
    val stackSetName: String,
    val accounts: List<String>? = null,
    val regions: List<String>,
    val retainStacks: Boolean,
    val operationId: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackInstances.html */
internal fun deleteStackInstances(
    input: DeleteStackInstancesInput,
    call: CloudFormationCall,
): OperationIdOutput {
    val set = call.stackSet(input.stackSetName)
    val places = placesOf(input.accounts, input.regions)
    return OperationIdOutput(
        StackInstances(call, set.id).run("DELETE", input.operationId, places, null, input.retainStacks)
    )
}

@Serializable
internal data class DescribeStackInstanceInput(
    val stackSetName: String,
    val stackInstanceAccount: String,
    val stackInstanceRegion: String,
)

@Serializable
internal data class DescribeStackInstanceOutput(
    val stackInstance: ShownInstance,
)

@Serializable
internal data class ShownInstance(
    val stackSetId: String,
    val region: String,
    val account: String,
    val stackId: String?,
    val parameterOverrides: List<Parameter>,
    val status: String,
    val stackInstanceStatus: Detailed,
    val statusReason: String?,
    val driftStatus: String = "NOT_CHECKED",
    val lastOperationId: String?,
)

@Serializable
internal data class Detailed(
    val detailedStatus: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackInstance.html */
internal fun describeStackInstance(
    input: DescribeStackInstanceInput,
    call: CloudFormationCall,
): DescribeStackInstanceOutput {
    val set = call.stackSet(input.stackSetName)
    val instance =
        set.instances.firstOrNull { it.account == input.stackInstanceAccount && it.region == input.stackInstanceRegion }
            ?: throw noInstance(set)
    return DescribeStackInstanceOutput(
        ShownInstance(
            set.id,
            instance.region,
            instance.account,
            instance.stackId,
            instance.overrides.map { (key, value) -> Parameter(key, value) },
            instance.status,
            Detailed(instance.detailedStatus),
            instance.reason,
            lastOperationId = instance.operationId,
        ),
    )
}

@Serializable
internal data class ListStackInstancesInput(
    val stackSetName: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
    val stackInstanceAccount: String? = null,
    val stackInstanceRegion: String? = null,
)

@Serializable
internal data class ListStackInstancesOutput(
    val summaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val stackSetId: String,
        val region: String,
        val account: String,
        val stackId: String?,
        val status: String,
        val statusReason: String?,
        val stackInstanceStatus: Detailed,
        val driftStatus: String = "NOT_CHECKED",
        val lastOperationId: String?,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html */
internal fun listStackInstances(
    input: ListStackInstancesInput,
    call: CloudFormationCall,
): ListStackInstancesOutput {
    val set = call.stackSet(input.stackSetName)
    val all = set.instances.filter { isMeant(it, input) }
    val page =
        pageOf(all, input.nextToken, "ListStackInstances ${set.id}", input.maxResults) { "${it.account}/${it.region}" }
    val shown =
        page.items.map {
            ListStackInstancesOutput.Summary(
                set.id,
                it.region,
                it.account,
                it.stackId,
                it.status,
                it.reason,
                Detailed(it.detailedStatus),
                lastOperationId = it.operationId,
            )
        }
    return ListStackInstancesOutput(shown, page.nextToken)
}

private fun isMeant(
    instance: StackInstance,
    input: ListStackInstancesInput,
) = (input.stackInstanceAccount == null || input.stackInstanceAccount == instance.account) &&
    (input.stackInstanceRegion == null || input.stackInstanceRegion == instance.region)
