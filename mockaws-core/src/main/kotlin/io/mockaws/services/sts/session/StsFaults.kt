package io.mockaws.services.sts.session

import io.mockaws.engine.AwsFault

/** AWS STS's errors and their words; the statuses are the model's, but for codes that it has not. */
internal object StsFaults {
    private const val FORBIDDEN = 403

    fun invalid(message: String): AwsFault = AwsFault("ValidationError", message)

    fun missing(member: String): AwsFault =
        invalid(
            "1 validation error detected: Value null at '$member' failed to satisfy constraint: Member must not be null"
        )

    fun invalidArn(arn: String): AwsFault = invalid("$arn is invalid")

    fun invalidParameter(message: String): AwsFault = AwsFault("InvalidParameterValue", message)

    fun accessDenied(message: String): AwsFault = AwsFault("AccessDenied", message, FORBIDDEN)

    fun malformedPolicy(): AwsFault = AwsFault("MalformedPolicyDocumentException", "This policy contains invalid Json")

    fun invalidToken(message: String): AwsFault = AwsFault("InvalidIdentityTokenException", message)

    fun expiredToken(message: String): AwsFault = AwsFault("ExpiredTokenException", message)
}
