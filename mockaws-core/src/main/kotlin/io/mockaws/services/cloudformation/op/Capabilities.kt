package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.services.cloudformation.transform.Transforms
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * What a caller has to say yes to.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html, Capabilities
 */
internal object Capabilities {
    const val IAM: String = "CAPABILITY_IAM"
    const val NAMED_IAM: String = "CAPABILITY_NAMED_IAM"
    const val AUTO_EXPAND: String = "CAPABILITY_AUTO_EXPAND"
    val ALL: List<String> = listOf(IAM, NAMED_IAM, AUTO_EXPAND)

    /** Types of IAM, and the properties that name them. */
    private val NAMES =
        mapOf(
            "AWS::IAM::AccessKey" to null,
            "AWS::IAM::Group" to "GroupName",
            "AWS::IAM::InstanceProfile" to "InstanceProfileName",
            "AWS::IAM::ManagedPolicy" to "ManagedPolicyName",
            "AWS::IAM::Policy" to null,
            "AWS::IAM::Role" to "RoleName",
            "AWS::IAM::User" to "UserName",
            "AWS::IAM::UserToGroupAddition" to null,
        )

    /** What [template] asks for of IAM; null for nothing. */
    fun iam(template: JsonObject): String? {
        val own = resources(template).filter { it.textAt("Type") in NAMES }
        if (own.isEmpty()) return null
        val isNamed = own.any { resource ->
            NAMES[resource.textAt("Type")]?.let { it in resource.section("Properties") } ==
                true
        }
        return if (isNamed) NAMED_IAM else IAM
    }

    /** The resources for which [template] asks. */
    fun reason(template: JsonObject): String {
        val types = resources(template).mapNotNull { it.textAt("Type") }.filter { it in NAMES }.distinct()
        return "The following resource(s) require capabilities: [${types.joinToString()}]"
    }

    private fun resources(template: JsonObject): List<JsonObject> = template.section(
        "Resources"
    ).values.filterIsInstance<JsonObject>()

    /** @throws io.mockaws.engine.AwsFault where [given] lacks what [template] needs */
    fun check(
        template: JsonObject,
        given: List<String>,
    ) {
        val needed = iam(template) ?: return
        if (NAMED_IAM in given || (needed == IAM && IAM in given)) return
        throw CloudFormationFaults.capabilities(listOf(needed))
    }

    /** The same for transforms, which calls that do not show changes first need a word for. */
    fun checkTransforms(
        template: JsonElement,
        given: List<String>,
    ) {
        if (Transforms.areIn(template) &&
            AUTO_EXPAND !in given
        ) {
            throw CloudFormationFaults.capabilities(listOf(AUTO_EXPAND))
        }
    }
}
