package io.mockaws.engine

import io.mockaws.wire.content.ChunkCheck
import io.mockaws.wire.content.MultipartForm
import io.mockaws.wire.content.withoutChunks
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import io.mockaws.wire.protocol.isForm

/**
 * The request as its sender meant it. A form names its operation in its body, and one with a file says there where it
 * is for, so routing needs it read.
 *
 * @throws io.mockaws.wire.MalformedRequest for chunks that are none
 * @throws io.mockaws.wire.http.BodyTooLargeException for a form that is longer than any service's
 */
internal suspend fun HttpRequest.readyForRouting(check: ChunkCheck? = null): HttpRequest {
    val request = withoutChunks(check)
    if (MultipartForm.isOne(request) && request.query.isEmpty()) {
        return request.copy(body = MultipartForm.read(request, file = "file"))
    }
    if (request.body is HttpBody.Bytes || !request.isForm) return request
    return request.copy(body = HttpBody.Bytes(request.body.readBytes(MAX_FORM)))
}

/** More than any Query service takes. */
private const val MAX_FORM = 16L * 1024 * 1024

/**
 * The account is what the field `x-moto-account-id` says, which clients of moto's server send, or the access key, each
 * where it is twelve digits, or that of the [known] credentials; the region is the scope's.
 */
internal fun placeOf(
    request: HttpRequest,
    credentials: Credentials?,
    home: Place,
    known: KnownCredentials?,
): Place {
    val account =
        request.headers["x-moto-account-id"]?.takeIf(::isAccount)
            ?: known?.identity?.account
            ?: credentials?.accessKey?.takeIf(::isAccount)
            ?: home.account
    val region = credentials?.region ?: home.region
    return if (account == home.account && region == home.region) home else Place(account, region)
}

/** What goes with temporary credentials, in the header or the presigned query; null where there is none. */
internal val HttpRequest.sessionToken: String?
    get() = headers[SECURITY_TOKEN] ?: if (SECURITY_TOKEN in query) parametersOrNone[SECURITY_TOKEN] else null

private const val SECURITY_TOKEN = "X-Amz-Security-Token"

/** Whether [text] is the id of an account: twelve digits. */
internal fun isAccount(text: String): Boolean = text.length == 12 && text.all { it in '0'..'9' }

/** `amz-sdk-request: attempt=2; max=3`, which every SDK sends. */
internal fun attemptOf(request: HttpRequest): Int {
    val header = request.headers["amz-sdk-request"] ?: return 1
    if (header.startsWith("attempt=1;")) return 1
    val start = header.indexOf("attempt=")
    if (start < 0) return 1
    return header.substring(start + "attempt=".length).takeWhile { it.isDigit() }.toIntOrNull() ?: 1
}

/** HTTP has no content in an answer to HEAD and beside 204 and 304 (RFC 9110, 6.4.1), whatever a protocol would write. */
internal fun HttpResponse.withoutForbiddenBody(method: String): HttpResponse =
    if (method == "HEAD" || status == 204 || status == 304) copy(body = HttpBody.Empty) else this
