package io.mockaws.services.s3.acl

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.S3Faults
import kotlinx.serialization.Serializable

/** What S3 answers to ACLs that it does not take. */
internal object AclFaults {
    fun malformed() =
        AwsFault(
            "MalformedACLError",
            "The XML you provided was not well-formed or did not validate against our published schema",
        )

    fun unknownCanned(name: String) = S3Faults.invalidArgument("", "x-amz-acl", name)

    fun invalidId(
        argument: String,
        id: String,
    ) = S3Faults.invalidArgument("Invalid id", argument, id)

    fun invalidGroup(
        argument: String,
        uri: String,
    ) = S3Faults.invalidArgument("Invalid group uri", argument, uri)

    fun notRecognized(
        header: String,
        value: String,
    ) = S3Faults.invalidArgument("Argument format not recognized", header, value)

    /** Since October 2025. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
    fun emailGrantee() =
        AwsFault("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)

    fun cannedAndGrants() =
        S3Faults.invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed")

    fun headersAndDocument() = AwsFault("UnexpectedContent", "This request does not support content")

    fun nothingAsked() =
        AwsFault.with(
            "MissingSecurityHeader",
            "Your request was missing a required header",
            MissingHeaderDetail("x-amz-acl"),
        )

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html */
    fun notSupported() = AwsFault("AccessControlListNotSupported", "The bucket does not allow ACLs")

    fun invalidWithOwnership() =
        AwsFault(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )

    fun invalidWithPublicAccessBlock() =
        AwsFault(
            "InvalidBucketAclWithBlockPublicAccessError",
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
        )
}

@Serializable
internal class MissingHeaderDetail(
    val missingHeaderName: String,
)
