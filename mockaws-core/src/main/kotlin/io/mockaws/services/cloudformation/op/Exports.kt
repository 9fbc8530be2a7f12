package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.stacks
import kotlinx.serialization.Serializable

@Serializable
internal data class ListExportsInput(
    val nextToken: String? = null,
)

@Serializable
internal data class ListExportsOutput(
    val exports: List<Export>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Export(
        val exportingStackId: String,
        val name: String,
        val value: String,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
internal fun listExports(
    input: ListExportsInput,
    call: CloudFormationCall,
): ListExportsOutput {
    val all =
        call.stacks().filterNot { it.isGone }.flatMap { stack ->
            stack.outputs.mapNotNull { output ->
                output.export?.let { ListExportsOutput.Export(stack.id, it, output.value) }
            }
        }.sortedBy { it.name }
    val page = pageOf(all, input.nextToken, "ListExports") { it.name }
    return ListExportsOutput(page.items, page.nextToken)
}

@Serializable
internal data class ListImportsInput(
    val exportName: String,
    val nextToken: String? = null,
)

@Serializable
internal data class ListImportsOutput(
    val imports: List<String>,
    val nextToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
internal fun listImports(
    input: ListImportsInput,
    call: CloudFormationCall,
): ListImportsOutput {
    val users = call.state.now[STACKS].values.filter {
        !it.isGone && input.exportName in it.imports
    }.map { it.name }.sorted()
    if (users.isEmpty()) {
        throw CloudFormationFaults.invalid(
            "Export '${input.exportName}' is not imported by any stack."
        )
    }
    val page = pageOf(users, input.nextToken, "ListImports ${input.exportName}") { it }
    return ListImportsOutput(page.items, page.nextToken)
}
