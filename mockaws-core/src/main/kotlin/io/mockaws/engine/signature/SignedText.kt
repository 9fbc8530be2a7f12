package io.mockaws.engine.signature

/** A text that is signed in place of a request, as the policy of a form is. */
internal class SignedText(
    val text: String,
    /** `AKID/20261121/us-east-1/s3/aws4_request`; null for what Signature Version 2 signed. */
    val credential: String?,
    val signature: String,
)
