package io.mockaws.services.iam.state

import io.mockaws.engine.AwsFault

/** IAM's errors and their words; the statuses are the model's. */
internal object IamFaults {
    private const val FORBIDDEN = 403

    fun noSuch(message: String): AwsFault = AwsFault("NoSuchEntity", message)

    fun exists(message: String): AwsFault = AwsFault("EntityAlreadyExists", message)

    fun conflict(message: String): AwsFault = AwsFault("DeleteConflict", message)

    /** `Cannot exceed quota for AccessKeysPerUser: 2` */
    fun quota(
        name: String,
        limit: Int,
    ): AwsFault = limit("Cannot exceed quota for $name: $limit")

    fun limit(message: String): AwsFault = AwsFault("LimitExceeded", message)

    fun invalid(message: String): AwsFault = AwsFault("ValidationError", message)

    fun invalidInput(message: String): AwsFault = AwsFault("InvalidInput", message)

    fun malformedPolicy(message: String): AwsFault = AwsFault("MalformedPolicyDocument", message)

    fun unmodifiable(message: String): AwsFault = AwsFault("UnmodifiableEntity", message)

    fun invalidName(member: String): String =
        "The specified value for $member is invalid. It must contain only alphanumeric characters and/or the " +
            "following: +=,.@_-"

    fun invalidPath(member: String): String =
        "The specified value for $member is invalid. It must begin and end with / and contain only alphanumeric " +
            "characters and/or / characters."

    const val INVALID_PREFIX: String =
        "The specified value for pathPrefix is invalid. It must begin with the / character and contain only " +
            "alphanumeric characters and/or / characters."

    fun outsideOfAccount(): AwsFault = AwsFault("AccessDenied", "Policy is outside your own account.", FORBIDDEN)

    fun noSuchUser(name: String): AwsFault = noSuch("The user with name $name cannot be found.")

    fun noSuchPolicy(arn: String): AwsFault = noSuch("Policy $arn was not found.")

    fun notAttachable(arn: String): AwsFault = noSuch("Policy $arn does not exist or is not attachable.")
}
