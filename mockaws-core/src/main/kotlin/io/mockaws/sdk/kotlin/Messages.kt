package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.http.HeadersBuilder
import aws.smithy.kotlin.runtime.http.HttpMethod
import aws.smithy.kotlin.runtime.http.HttpStatusCode
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import aws.smithy.kotlin.runtime.http.response.HttpResponse
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest as WireRequest
import io.mockaws.wire.http.HttpResponse as WireResponse

internal fun HttpRequest.toWire(): WireRequest {
    val target = url.requestRelativePath.substringBefore('#')
    val fields = Headers.builder()
    headers.forEach { name, values -> values.forEach { fields.add(name, it) } }
    val content = body.toWire()
    // As the HTTP engines do, to which the SDK leaves it.
    if (method in WITH_CONTENT && "Content-Length" !in headers) {
        content.contentLength?.let { fields.add("Content-Length", it.toString()) }
    }
    return WireRequest(
        method = method.name,
        path = target.substringBefore('?'),
        query = target.substringAfter('?', ""),
        headers = fields.build(),
        body = content,
        origin = url.scheme.protocolName + "://" + url.hostAndPort,
    )
}

private val WITH_CONTENT = setOf(HttpMethod.PUT, HttpMethod.POST)

internal fun WireResponse.toSdk(): HttpResponse {
    val fields = HeadersBuilder()
    headers.forEachField { name, value -> fields.append(name, value) }
    val length = body.contentLength ?: 0
    if (length > 0 && "Content-Length" !in headers) {
        fields.append("Content-Length", length.toString())
    }
    return HttpResponse(HttpStatusCode.fromValue(status), fields.build(), body.toSdk())
}
