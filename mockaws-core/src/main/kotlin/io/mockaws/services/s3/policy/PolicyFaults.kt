package io.mockaws.services.s3.policy

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.BucketDetail
import io.mockaws.services.s3.S3Limits
import kotlinx.serialization.json.JsonElement

/** What S3 answers to what is no policy. Its documentation has the code, the messages are the service's own. */
internal object PolicyFaults {
    fun noSuchPolicy(bucket: String) =
        AwsFault.with("NoSuchBucketPolicy", "The bucket policy does not exist", BucketDetail(bucket), 404)

    fun notJson() = malformed("Policies must be valid JSON and the first byte must be '{'")

    fun invalidJson() = malformed("This policy contains invalid Json")

    fun tooLarge() =
        malformed("Normalized policy document exceeds the maximum allowed size of ${S3Limits.POLICY_BYTES} bytes")

    fun syntax() = malformed("Invalid policy syntax.")

    fun version() = malformed("The policy must contain a valid version string")

    fun unknownField(name: String) = malformed("Unknown field $name")

    fun missing(name: String) = malformed("Missing required field $name")

    fun noStatement() = malformed("Could not parse the policy: Statement is empty!")

    fun effect(sent: JsonElement) = malformed("Invalid effect: ${sent.string ?: sent}")

    fun principal() = malformed("Invalid principal in policy")

    fun action() = malformed("Policy has invalid action")

    fun resource() = malformed("Policy has invalid resource")

    fun notApplicable() = malformed("Action does not apply to any resource(s) in statement")

    fun conditionType(name: String) = malformed("Invalid Condition type : $name")

    private fun malformed(message: String) = AwsFault("MalformedPolicy", message)
}
