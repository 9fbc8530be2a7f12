package io.mockaws.wire.binding

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.HttpRequest

/**
 * Turns a request away whose `Content-Type` is not that of its input's body; [document] is the protocol's own type.
 * A type beside an empty body is let pass: SDKs of old send it with every request.
 *
 * @throws MalformedRequest with status 415
 */
internal fun BindingPlan.admitContentType(
    request: HttpRequest,
    document: String,
) {
    if (request.body.contentLength == 0L) return
    val type = request.headers["Content-Type"]?.withoutParameters()
    val wanted = bodyType(document)
    val fits =
        when {
            isUnit -> type == null
            wanted == null || wanted == type -> true
            else -> wanted == document && type in OLD_JSON
        }
    if (!fits) {
        throw MalformedRequest("Unsupported media type: ${type ?: "none"}", null, "UnsupportedMediaTypeException", 415)
    }
}

/**
 * Turns a request away whose `Accept` rules out the body that the output will have.
 *
 * @throws MalformedRequest with status 406
 */
internal fun BindingPlan.admitAccept(
    request: HttpRequest,
    document: String,
) {
    val accept = request.headers["Accept"] ?: return
    if (isUnit) return
    val type = bodyType(document) ?: return
    val range = type.substringBefore('/') + "/*"
    val fits = accept.split(',').any {
        it.withoutParameters().let { one -> one == type || one == range || one == "*/*" }
    }
    if (!fits) throw MalformedRequest("Not acceptable: $accept", null, "NotAcceptableException", 406)
}

/** The media type of the body, or null where the sender is free to choose: bytes that are not said to be anything. */
private fun BindingPlan.bodyType(document: String): String? {
    val payload = payload ?: return document
    return payload.mediaType ?: when {
        payload.descriptor.isStream || payload.descriptor.isBlob -> null
        payload.descriptor.isText -> "text/plain"
        else -> document
    }
}

private fun String.withoutParameters() = substringBefore(';').trim().lowercase()

/** What SDKs before restJson1 had its name called the same documents. */
private val OLD_JSON = setOf("application/x-amz-json-1.0", "application/x-amz-json-1.1")
