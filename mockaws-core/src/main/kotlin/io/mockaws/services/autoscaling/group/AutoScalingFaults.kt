package io.mockaws.services.autoscaling.group

import io.mockaws.engine.AwsFault
import io.mockaws.kit.nullAt

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html, and the pages of the operations */
internal object AutoScalingFaults {
    private const val BAD_REQUEST = 400

    private fun of(
        code: String,
        words: String,
    ) = AwsFault(code, words, BAD_REQUEST)

    fun validation(words: String): AwsFault = of("ValidationError", words)

    /** For a member that has to be there. */
    fun missing(member: String): AwsFault = validation(nullAt(member))

    fun noGroup(name: String): AwsFault = validation(
        "AutoScalingGroup name not found - AutoScalingGroup: $name not found"
    )

    /** What UpdateAutoScalingGroup says where others say more. */
    fun noGroupToUpdate(): AwsFault = validation("AutoScalingGroup name not found - null")

    fun groupExists(): AwsFault =
        of("AlreadyExists", "AutoScalingGroup by this name already exists - A group with the name already exists")

    fun noConfiguration(name: String): AwsFault = validation(
        "Launch configuration name not found - Launch configuration $name not found"
    )

    fun configurationExists(name: String): AwsFault =
        of(
            "AlreadyExists",
            "Launch Configuration by this name already exists - A launch configuration already exists with the name $name"
        )

    fun noInstance(id: String): AwsFault = validation(
        "Instance Id not found - No managed instance found for instance ID: $id"
    )

    fun noInstanceAtAll(id: String): AwsFault = validation("Instance [$id] is invalid.")

    fun noPolicy(name: String): AwsFault = validation("PolicyName $name not found")

    fun noHook(name: String): AwsFault = validation("No lifecycle hook $name was found")

    fun inUse(words: String): AwsFault = of("ResourceInUse", words)

    fun busy(words: String): AwsFault = of("ScalingActivityInProgress", words)

    fun badToken(): AwsFault = of("InvalidNextToken", "The token is not valid.")
}
