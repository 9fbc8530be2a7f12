package io.mockaws.services.secretsmanager.secret

import io.mockaws.engine.AwsFault

/** Errors of AWS Secrets Manager and their words; statuses are the model's. */
internal object SecretsManagerFaults {
    fun notFound() = AwsFault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")

    /** @param what `staging label: AWSCURRENT` or `VersionId: ...` */
    fun noValue(what: String) =
        AwsFault("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for $what")

    fun exists(name: String) =
        AwsFault("ResourceExistsException", "The operation failed because the secret $name already exists.")

    fun tokenInUse(
        token: String,
        arn: String,
    ) = AwsFault(
        "ResourceExistsException",
        "You can't use ClientRequestToken $token because that value is already in use for a version of secret $arn.",
    )

    fun nameIsBeingDeleted() =
        invalidRequest(
            "You can't create this secret because a secret with this name is already scheduled for deletion."
        )

    fun markedForDeletion() =
        invalidRequest("You can't perform this operation on the secret because it was marked for deletion.")

    fun noToken() = invalidRequest(NO_TOKEN)

    /** RotateSecret has another code than all others for the same. */
    fun noTokenOfRotation() = invalidParameter(NO_TOKEN)

    fun underDefaultKey() =
        invalidRequest(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS " +
                "service key."
        )

    fun stageOfAnotherVersion() =
        invalidRequest("You provided a VersionStage that is not associated to the provided VersionId.")

    fun invalidName() =
        AwsFault(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        )

    fun onReplica() =
        invalidParameter(
            "Operation not permitted on a replica secret. Call must be made in primary secret's region."
        )

    fun noRotationFunction() =
        invalidRequest("No Lambda rotation function ARN is associated with this secret.")

    fun cannotInvoke() =
        AwsFault(
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants " +
                "access to the principal secretsmanager.amazonaws.com.",
        )

    fun rotationInProgress() =
        invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.")

    fun encryptionFailure() =
        AwsFault(
            "EncryptionFailure",
            "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS " +
                "key is available, enabled, and not in an invalid state.",
        )

    fun decryptionFailure() =
        AwsFault(
            "DecryptionFailure",
            "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        )

    fun invalidNextToken() = AwsFault("InvalidNextTokenException", "The NextToken value is invalid.")

    fun malformedPolicy(message: String) = AwsFault("MalformedPolicyDocumentException", message)

    fun publicPolicy() =
        AwsFault(
            "PublicPolicyException",
            "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to " +
                "the secret.",
        )

    fun limitExceeded(message: String) = AwsFault("LimitExceededException", message)

    fun invalidParameter(message: String) = AwsFault("InvalidParameterException", message)

    fun invalidRequest(message: String) = AwsFault("InvalidRequestException", message)

    private const val NO_TOKEN = "You must provide a ClientRequestToken value. We recommend a UUID-type value."
}
