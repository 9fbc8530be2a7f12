package io.mockaws.services.ses.state

import io.mockaws.engine.AwsFault

/** The two APIs of SES, which do the same and word what is wrong in ways of their own. */
internal enum class SesApi {
    /** Query, of 2010. */
    V1,

    /** REST JSON, of 2019. */
    V2,
    ;

    /** A member that cannot be. */
    fun invalid(words: String): AwsFault =
        AwsFault(if (this == V1) "InvalidParameterValue" else "BadRequestException", words)

    /** A mail that is not taken. */
    fun rejected(words: String): AwsFault = AwsFault("MessageRejected", words)

    fun noConfigurationSet(name: String): AwsFault =
        missing("ConfigurationSetDoesNotExist", "Configuration set <$name> does not exist.")

    fun configurationSetExists(name: String): AwsFault =
        exists("ConfigurationSetAlreadyExists", "Configuration set <$name> already exists.")

    fun noEventDestination(set: String): AwsFault =
        missing("EventDestinationDoesNotExist", "No EventDestination found for $set")

    fun eventDestinationExists(
        name: String,
        set: String,
    ): AwsFault =
        exists("EventDestinationAlreadyExists", "An event destination with name <$name> already exists in <$set>.")

    fun noTopic(arn: String): AwsFault =
        AwsFault(if (this == V1) "InvalidSNSDestination" else "BadRequestException", "SNS topic <$arn> not found.")

    fun noTemplate(name: String): AwsFault =
        if (this == V1) {
            AwsFault("TemplateDoesNotExist", "Template $name does not exist")
        } else {
            AwsFault("NotFoundException", "Template $name does not exist.")
        }

    fun templateExists(name: String): AwsFault = exists("AlreadyExists", "Template $name already exists.")

    fun badTemplate(words: String): AwsFault =
        AwsFault(if (this == V1) "InvalidTemplate" else "BadRequestException", words)

    /** Data for a template that is no JSON object. */
    fun badTemplateData(): AwsFault =
        AwsFault(
            if (this == V1) "InvalidRenderingParameter" else "BadRequestException",
            "Template rendering data is invalid",
        )

    /** Data for a template that lacks something. */
    fun missingAttribute(words: String): AwsFault =
        AwsFault(if (this == V1) "MissingRenderingAttribute" else "BadRequestException", words)

    fun accountPaused(): AwsFault =
        AwsFault(
            if (this == V1) "AccountSendingPausedException" else "SendingPausedException",
            "Email sending is disabled for your account.",
        )

    fun setPaused(name: String): AwsFault =
        AwsFault(
            if (this == V1) "ConfigurationSetSendingPausedException" else "SendingPausedException",
            "Email sending is disabled for configuration set <$name>.",
        )

    fun quotaExceeded(): AwsFault =
        AwsFault(if (this == V1) "Throttling" else "TooManyRequestsException", "Daily message quota exceeded.")

    fun noIdentity(name: String): AwsFault =
        if (this == V1) {
            AwsFault("InvalidParameterValue", "Identity '$name' does not exist.")
        } else {
            AwsFault("NotFoundException", "Email identity $name does not exist.")
        }

    private fun missing(
        code: String,
        words: String,
    ) = AwsFault(if (this == V1) code else "NotFoundException", words)

    private fun exists(
        code: String,
        words: String,
    ) = AwsFault(if (this == V1) code else "AlreadyExistsException", words)
}
