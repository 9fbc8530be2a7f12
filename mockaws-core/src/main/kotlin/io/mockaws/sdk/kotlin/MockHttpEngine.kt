package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.http.HttpCall
import aws.smithy.kotlin.runtime.http.HttpStatusCode
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngineBase
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngineConfig
import aws.smithy.kotlin.runtime.http.engine.callContext
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import aws.smithy.kotlin.runtime.http.response.HttpResponse
import aws.smithy.kotlin.runtime.operation.ExecutionContext
import aws.smithy.kotlin.runtime.time.Instant
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpHandler
import aws.smithy.kotlin.runtime.http.Headers as SdkHeaders

/**
 * The HTTP engine of the AWS SDK for Kotlin, answered by a mock. It brings no dispatcher, so that an answer is made where
 * the caller runs: under `runTest` in virtual time.
 */
@OptIn(InternalApi::class)
internal class MockHttpEngine(
    private val handler: HttpHandler,
) : HttpClientEngineBase("mockaws") {
    override val config: HttpClientEngineConfig = HttpClientEngineConfig.Default

    override suspend fun roundTrip(
        context: ExecutionContext,
        request: HttpRequest,
    ): HttpCall {
        val sent = Instant.now()
        val response = handler.handle(ofSdk(request))
        val answer =
            HttpResponse(HttpStatusCode.fromValue(response.status), toSdk(response.headers), toSdk(response.body))
        return HttpCall(request, answer, sent, Instant.now(), callContext())
    }

    private fun ofSdk(request: HttpRequest): io.mockaws.wire.http.HttpRequest {
        val target = request.url.requestRelativePath
        val headers = Headers.builder()
        request.headers.forEach { name, values -> values.forEach { headers.add(name, it) } }
        return io.mockaws.wire.http.HttpRequest(
            method = request.method.name,
            path = target.substringBefore('?').ifEmpty { "/" },
            query = target.substringAfter('?', ""),
            headers = headers.build(),
            body = ofSdk(request.body),
            origin = "${request.url.scheme.protocolName}://${request.url.hostAndPort}",
        )
    }

    private fun toSdk(headers: Headers): SdkHeaders =
        SdkHeaders { headers.forEachField { name, value -> append(name, value) } }
}
