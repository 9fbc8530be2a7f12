package io.mockaws.services.sqs.op

import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import java.util.Base64

/** Some of many names, and the token for the rest. */
internal class Page(
    val names: List<String>,
    val nextToken: String?,
)

/** Cuts a page of at most [maxResults] names out of [all]; without a maximum there is no token, as in AWS. */
internal fun page(
    all: List<String>,
    maxResults: Int?,
    token: String?,
): Page {
    val limits = SqsLimits.maxResults
    if (maxResults != null && maxResults !in limits) {
        throw SqsFaults.invalidParameter("MaxResults", maxResults, "MaxResults must be an integer between 1 and 1000.")
    }
    val after = token?.let(::decodeToken)
    val rest = if (after == null) all else all.filter { it > after }
    val names = rest.take(maxResults ?: limits.last)
    val more = maxResults != null && names.size < rest.size
    return Page(names, if (more) encodeToken(names.last()) else null)
}

private fun encodeToken(name: String): String = Base64.getEncoder().encodeToString(name.encodeToByteArray())

private fun decodeToken(token: String): String =
    try {
        Base64.getDecoder().decode(token).decodeToString()
    } catch (_: IllegalArgumentException) {
        throw SqsFaults.invalidParameter("NextToken", token, "Invalid or expired next token.")
    }
