package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import io.mockaws.services.cloudformation.template.NOTHING

/** Resources that are in their stack alone: there is nothing else to change, to replace or to take away. */
internal abstract class KeptResource : ResourceHandler {
    override fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome = Outcome.Done(before.physicalId!!, NOTHING)

    override fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait? = null

    override fun replacing(changed: Set<String>): Set<String> = emptySet()
}
