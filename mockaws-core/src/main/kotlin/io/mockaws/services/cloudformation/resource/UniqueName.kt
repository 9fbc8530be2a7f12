package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack

/**
 * Names that CloudFormation makes up: the stack's, the logical id, and twelve characters that nobody else has.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
internal object UniqueName {
    private const val RANDOM = 12
    private const val FEW = 24

    fun of(
        stack: Stack,
        logicalId: String,
        call: CloudFormationCall,
        most: Int,
        prefix: String = stack.name,
    ): String {
        val room = most - RANDOM - 2
        val id = logicalId.take(maxOf(FEW, room - prefix.length).coerceAtMost(room - 1))
        return "${prefix.take(room - id.length)}-$id-${call.ids.alphanumeric(RANDOM)}"
    }
}
