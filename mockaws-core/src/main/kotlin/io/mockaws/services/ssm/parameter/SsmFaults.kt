package io.mockaws.services.ssm.parameter

import io.mockaws.engine.AwsFault

/** Errors of Parameter Store and their words; statuses are the model's. */
internal object SsmFaults {
    private const val TIER_PAGE =
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"

    /** AWS says no more than the code. */
    fun parameterNotFound() = AwsFault("ParameterNotFound", null)

    fun secretNotFound(name: String) =
        AwsFault(
            "ParameterNotFound",
            "An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret $name not found.",
        )

    fun secretNeedsDecryption() =
        validation("WithDecryption flag must be True for retrieving a Secret Manager secret.")

    fun versionNotFound(
        name: String,
        version: String,
    ) = AwsFault(
        "ParameterVersionNotFound",
        "Systems Manager could not find version $version of $name. Verify the version and try again.",
    )

    fun alreadyExists() =
        AwsFault(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        )

    fun badName() =
        validation(
            "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist " +
                "of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and " +
                "the following 3 symbols .-_",
        )

    fun badPrefix() = validation("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).")

    fun reservedName(name: String) =
        AwsFault("AccessDeniedException", "No access to reserved parameter name: $name.")

    fun notQualified() = validation("Parameter name must be a fully qualified name.")

    fun badPath() =
        validation(
            "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a " +
                "forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use " +
                "only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special " +
                "characters are not allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". " +
                "Valid example: /get/parameters2-/by1./path0_.",
        )

    fun commonPath() =
        validation(
            "Filters for common parameters can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). When using " +
                "global parameters, please specify within a global namespace.",
        )

    fun tooManyLevels() =
        AwsFault(
            "HierarchyLevelLimitExceededException",
            "A hierarchy can have a maximum of ${SsmLimits.LEVELS} levels. For more information, see Requirements " +
                "and constraints for parameter names in the AWS Systems Manager User Guide.",
        )

    fun typeMismatch() =
        AwsFault(
            "HierarchyTypeMismatchException",
            "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't " +
                "change a parameter from a String type to a SecureString type. You must create a new, unique " +
                "parameter.",
        )

    fun typeRequired() = validation("A parameter type is required when you create a parameter.")

    fun tagsAndOverwrite() =
        validation(
            "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please " +
                "remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or " +
                "RemoveTagsFromResource.",
        )

    fun emptyValue() =
        validation(
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length " +
                "greater than or equal to 1.",
        )

    fun standardValueTooLong() =
        validation(
            "Standard tier parameters support a maximum parameter value of ${SsmLimits.STANDARD_VALUE} characters. " +
                "To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For " +
                "more information, see $TIER_PAGE",
        )

    fun advancedValueTooLong() =
        validation(
            "Advanced tier parameters support a maximum parameter value of ${SsmLimits.ADVANCED_VALUE} characters.",
        )

    fun noDowngrade() =
        validation(
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the " +
                "advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced " +
                "parameter and recreate it as a standard parameter. For more information, see $TIER_PAGE",
        )

    fun limitExceeded() =
        AwsFault(
            "ParameterLimitExceeded",
            "You have exceeded the number of parameters for this Amazon Web Services account. Delete one or more " +
                "parameters and try again.",
        )

    fun oldestIsLabelled(
        name: String,
        version: Long,
    ) = AwsFault(
        "ParameterMaxVersionLimitExceeded",
        "You attempted to create a new version of $name by calling the PutParameter API with the overwrite flag. " +
            "Version $version, the oldest version, can't be deleted because it has a label associated with it. Move " +
            "the label to another version of the parameter, and try again.",
    )

    fun tooManyLabels() =
        AwsFault(
            "ParameterVersionLabelLimitExceeded",
            "A parameter version can have maximum ${SsmLimits.LABELS} labels.Move one or more labels to " +
                "another version and try again.",
        )

    fun badPattern() =
        AwsFault("InvalidAllowedPatternException", "The request doesn't meet the regular expression requirement.")

    fun patternMismatch(pattern: String) =
        AwsFault(
            "ParameterPatternMismatchException",
            "Parameter value, cannot be validated against allowedPattern: $pattern",
        )

    fun badDataType(name: String) =
        validation("The following data type is not supported: $name (Data type names are all lowercase.)")

    fun invalidKeyId(message: String) = AwsFault("InvalidKeyId", message)

    fun invalidNextToken() = AwsFault("InvalidNextToken", "The specified token isn't valid.")

    fun invalidFilterKey(message: String) = AwsFault("InvalidFilterKey", message)

    fun invalidFilterOption(message: String) = AwsFault("InvalidFilterOption", message)

    fun invalidFilterValue(message: String) = AwsFault("InvalidFilterValue", message)

    fun invalidResourceId() = AwsFault("InvalidResourceId", "Invalid Resource Id")

    fun tooManyTags() = AwsFault("TooManyTagsError", "The Targets parameter includes too many tags.")

    fun policy(
        code: String,
        message: String,
    ) = AwsFault(code, message)

    fun validation(message: String) = AwsFault("ValidationException", message)
}
