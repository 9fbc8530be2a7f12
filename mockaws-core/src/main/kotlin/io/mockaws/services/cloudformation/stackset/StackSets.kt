package io.mockaws.services.cloudformation.stackset

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.services.cloudformation.op.CloudFormationFaults
import io.mockaws.services.cloudformation.op.Parameter
import io.mockaws.services.cloudformation.op.Tag
import io.mockaws.services.cloudformation.op.TemplateSource
import io.mockaws.services.cloudformation.op.Templates
import io.mockaws.services.cloudformation.op.pageOf
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACK_SETS
import io.mockaws.services.cloudformation.state.StackSet
import io.mockaws.services.cloudformation.state.stackSetOrNull
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateStackSetInput(
    val stackSetName: String,
    val description: String? = null,
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val parameters: List<Parameter>? = null,
    val capabilities: List<String>? = null,
    val tags: List<Tag>? = null,
    @SerialName("AdministrationRoleARN") val administrationRoleArn: String? = null,
    val executionRoleName: String? = null,
    val permissionModel: String? = null,
    val clientRequestToken: String? = null,
)

@Serializable
internal data class CreateStackSetOutput(
    val stackSetId: String,
)

internal fun CloudFormationCall.stackSet(nameOrId: String): StackSet =
    stackSetOrNull(nameOrId) ?: throw AwsFault("StackSetNotFoundException", "StackSet $nameOrId not found")

private val NAME = Regex("[a-zA-Z][-a-zA-Z0-9]*")

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
internal suspend fun createStackSet(
    input: CreateStackSetInput,
    call: CloudFormationCall,
): CreateStackSetOutput {
    val name = input.stackSetName
    if (!NAME.matches(name)) {
        throw CloudFormationFaults.invalid(
            "1 validation error detected: Value '$name' at 'stackSetName' failed to satisfy constraint: Member must " +
                "satisfy regular expression pattern: ${NAME.pattern}",
        )
    }
    if (call.stackSetOrNull(name) != null) throw AwsFault("NameAlreadyExistsException", "StackSet $name already exists")
    val body = Templates(call).text(TemplateSource(input.templateBody, input.templateUrl), null)
    val set =
        StackSet(
            "$name:${call.ids.uuid()}",
            name,
            body,
            description = input.description,
            parameters = texts(input.parameters, emptyMap()),
            tags = input.tags.orEmpty().associate { it.key to it.value },
            capabilities = input.capabilities.orEmpty(),
            administrationRole =
            input.administrationRoleArn
                ?: "arn:${Arn.partitionOf(
                    call.region
                )}:iam::${call.account}:role/AWSCloudFormationStackSetAdministrationRole",
            executionRole = input.executionRoleName ?: "AWSCloudFormationStackSetExecutionRole",
            permissionModel = input.permissionModel ?: "SELF_MANAGED",
        )
    call.state.write { this[STACK_SETS, set.id] = set }
    return CreateStackSetOutput(set.id)
}

internal fun texts(
    parameters: List<Parameter>?,
    previous: Map<String, String>,
): Map<String, String> = parameters.orEmpty().associate {
    it.parameterKey.orEmpty() to
        (it.parameterValue ?: previous[it.parameterKey].orEmpty())
}

@Serializable
internal data class UpdateStackSetInput(
    val stackSetName: String,
    val description: String? = null,
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val usePreviousTemplate: Boolean? = null,
    val parameters: List<Parameter>? = null,
    val capabilities: List<String>? = null,
    val tags: List<Tag>? = null,
    @SerialName("AdministrationRoleARN") val administrationRoleArn: String? = null,
    val executionRoleName: String? = null,
    val operationId: String? = null,
    val accounts: List<String>? = null,
    val regions: List<String>? = null,
)

@Serializable
internal data class OperationIdOutput(
    val operationId: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html */
internal suspend fun updateStackSet(
    input: UpdateStackSetInput,
    call: CloudFormationCall,
): OperationIdOutput {
    val before = call.stackSet(input.stackSetName)
    val isNew = input.templateBody != null || input.templateUrl != null
    val body = if (isNew) {
        Templates(
            call
        ).text(TemplateSource(input.templateBody, input.templateUrl), null)
    } else {
        before.body
    }
    val set =
        before.copy(
            body = body,
            description = input.description ?: before.description,
            parameters = if (input.parameters ==
                null
            ) {
                before.parameters
            } else {
                texts(input.parameters, before.parameters)
            },
            capabilities = input.capabilities ?: before.capabilities,
            tags = input.tags?.associate { it.key to it.value } ?: before.tags,
            administrationRole = input.administrationRoleArn ?: before.administrationRole,
            executionRole = input.executionRoleName ?: before.executionRole,
        )
    call.state.write { this[STACK_SETS, set.id] = set }
    val meant = set.instances.filter {
        (input.accounts == null || it.account in input.accounts) &&
            (input.regions == null || it.region in input.regions)
    }
    return OperationIdOutput(
        StackInstances(call, set.id).run(
            "UPDATE",
            input.operationId,
            meant.map {
                it.account to
                    it.region
            },
            null
        )
    )
}

@Serializable
internal data class StackSetNameInput(
    val stackSetName: String,
)

@Serializable
internal class DeleteStackSetOutput

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackSet.html */
internal fun deleteStackSet(
    input: StackSetNameInput,
    call: CloudFormationCall,
): DeleteStackSetOutput {
    val set = call.stackSetOrNull(input.stackSetName) ?: return DeleteStackSetOutput()
    if (set.instances.isNotEmpty()) throw AwsFault("StackSetNotEmptyException", "StackSet is not empty")
    call.state.write { this[STACK_SETS, set.id] = set.copy(status = "DELETED") }
    return DeleteStackSetOutput()
}

@Serializable
internal data class DescribeStackSetOutput(
    val stackSet: Shown,
) {
    @Serializable
    data class Shown(
        val stackSetName: String,
        val stackSetId: String,
        val description: String?,
        val status: String,
        val templateBody: String,
        val parameters: List<Parameter>,
        val capabilities: List<String>,
        val tags: List<Tag>,
        @SerialName("StackSetARN") val stackSetArn: String,
        @SerialName("AdministrationRoleARN") val administrationRoleArn: String?,
        val executionRoleName: String?,
        val permissionModel: String?,
        val regions: List<String>,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html */
internal fun describeStackSet(
    input: StackSetNameInput,
    call: CloudFormationCall,
): DescribeStackSetOutput {
    val set = call.stackSet(input.stackSetName)
    return DescribeStackSetOutput(
        DescribeStackSetOutput.Shown(
            set.name,
            set.id,
            set.description,
            set.status,
            set.body,
            set.parameters.map { (key, value) -> Parameter(key, value) },
            set.capabilities,
            set.tags.map { (key, value) -> Tag(key, value) },
            Arn.of("cloudformation", call.place, "stackset/${set.id}").toString(),
            set.administrationRole,
            set.executionRole,
            set.permissionModel,
            set.instances.map { it.region }.distinct(),
        ),
    )
}

@Serializable
internal data class ListStackSetsInput(
    val nextToken: String? = null,
    val maxResults: Int? = null,
    val status: String? = null,
)

@Serializable
internal data class ListStackSetsOutput(
    val summaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val stackSetName: String,
        val stackSetId: String,
        val description: String?,
        val status: String,
        val permissionModel: String?,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSets.html */
internal fun listStackSets(
    input: ListStackSetsInput,
    call: CloudFormationCall,
): ListStackSetsOutput {
    val all = call.state.now[STACK_SETS].values.filter {
        input.status == null || it.status == input.status
    }.sortedBy { it.id }
    val page = pageOf(all, input.nextToken, "ListStackSets ${input.status}", input.maxResults) { it.id }
    return ListStackSetsOutput(
        page.items.map {
            ListStackSetsOutput.Summary(it.name, it.id, it.description, it.status, it.permissionModel)
        },
        page.nextToken
    )
}
