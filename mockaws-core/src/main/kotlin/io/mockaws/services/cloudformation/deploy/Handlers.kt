package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.resource.InertResource
import io.mockaws.services.cloudformation.resource.ModelledResource
import io.mockaws.services.cloudformation.resource.ResourceHandler
import io.mockaws.services.cloudformation.resource.ResourceSpec
import io.mockaws.services.cloudformation.resource.ResourceTypes
import io.mockaws.services.cloudformation.resource.Unsupported
import io.mockaws.services.cloudformation.special.CustomResource
import io.mockaws.services.cloudformation.special.NestedStack
import io.mockaws.services.cloudformation.special.WaitCondition
import io.mockaws.services.cloudformation.special.WaitConditionHandle
import io.mockaws.services.cloudformation.state.CloudFormationCall

/** Who makes resources of which type. */
internal object Handlers {
    /** @throws AwsFault for types that nothing here makes, unless they are recorded only */
    fun of(
        type: String,
        call: CloudFormationCall,
    ): ResourceHandler =
        special(type) ?: ResourceTypes.named(type)?.let(::ModelledResource)
            ?: if (Unsupported.isRecorded(call.world)) InertResource else throw Unsupported.fault(type)

    private fun special(type: String): ResourceHandler? =
        when (type) {
            "AWS::CloudFormation::Stack" -> NestedStack
            "AWS::CloudFormation::WaitCondition" -> WaitCondition
            "AWS::CloudFormation::WaitConditionHandle" -> WaitConditionHandle
            "AWS::CloudFormation::CustomResource" -> CustomResource
            "AWS::CDK::Metadata", "AWS::CloudFormation::Macro" -> InertResource
            else -> CustomResource.takeIf { type.startsWith("Custom::") }
        }

    /** Whether AWS has [type], as far as we know. */
    fun isKnown(type: String): Boolean = special(type) != null || ResourceSpec.of(type) != null
}
