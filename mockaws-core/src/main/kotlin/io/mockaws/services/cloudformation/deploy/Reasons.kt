package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.model.Models
import io.mockaws.services.cloudformation.resource.ResourceSpec
import io.mockaws.services.cloudformation.template.TemplatePlace

/** Why something failed, as events say it. */
internal object Reasons {
    const val USER: String = "User Initiated"
    const val INITIATED: String = "Resource creation Initiated"
    const val REPLACING: String =
        "Requested update requires the creation of a new physical resource; hence creating one."

    /** What a resource of [type] fails by. */
    fun of(
        fault: AwsFault,
        type: String,
        token: String,
    ): String {
        val message = fault.error.message.orEmpty()
        val service = ResourceSpec.of(type)?.service
        if (fault.cause is TemplatePlace || service == null || fault.error.code == "NotImplemented") return message
        val name = Models.facts(service)?.id.orEmpty().replace(" ", "")
        return "Resource handler returned message: \"$message (Service: $name, Status Code: ${fault.error.status}, " +
            "Request ID: $token)\" " +
            "(RequestToken: $token, HandlerErrorCode: ${codeOf(fault)})"
    }

    /** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
    private fun codeOf(fault: AwsFault): String {
        val code = fault.error.code
        return when {
            ("Exist" in code && "NonExist" !in code && "NotExist" !in code) || "Duplicate" in code ||
                "BucketAlready" in code -> "AlreadyExists"

            "NotFound" in code || "NoSuch" in code || "NonExist" in code -> "NotFound"

            "AccessDenied" in code -> "AccessDenied"

            "Throttl" in code || "TooManyRequests" in code -> "Throttling"

            "LimitExceeded" in code -> "ServiceLimitExceeded"

            "Conflict" in code || "InUse" in code -> "ResourceConflict"

            "Invalid" in code || "Validation" in code || "Malformed" in code -> "InvalidRequest"

            else -> "GeneralServiceException"
        }
    }

    fun failedTo(
        verb: String,
        names: List<String>,
    ): String = "The following resource(s) failed to $verb: [${names.joinToString()}]. "
}
