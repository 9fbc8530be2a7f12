@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.client.Interceptor
import aws.smithy.kotlin.runtime.client.ProtocolRequestInterceptorContext
import aws.smithy.kotlin.runtime.collections.AttributeKey
import aws.smithy.kotlin.runtime.http.HttpCall
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngine
import aws.smithy.kotlin.runtime.http.engine.HttpClientEngineConfig
import aws.smithy.kotlin.runtime.http.engine.callContext
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import aws.smithy.kotlin.runtime.http.response.HttpResponse
import aws.smithy.kotlin.runtime.operation.ExecutionContext
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * A mock as the HTTP engine of the SDK. The SDK runs an engine on the dispatcher that the engine brings, or on the
 * default one; this one brings none that has threads and goes back to its caller's, where [CallerDispatcher] says
 * which that is: so time under `runTest` is virtual.
 */
internal class MockEngine(
    private val handler: HttpHandler,
) : HttpClientEngine {
    override val coroutineContext: CoroutineContext = SupervisorJob() + Dispatchers.Unconfined

    override val config: HttpClientEngineConfig get() = HttpClientEngineConfig.Default

    override suspend fun roundTrip(
        context: ExecutionContext,
        request: HttpRequest,
    ): HttpCall {
        val call = callContext()
        val response =
            withContext(context.getOrNull(CallerDispatcher.Key) ?: EmptyCoroutineContext) { handler.answer(request) }
        return response.toCall(request, call)
    }
}

/** Notes dispatcher and name of the coroutine that makes the call, which the SDK does not hand to its engine. */
internal object CallerDispatcher : Interceptor<Any, Any, HttpRequest, HttpResponse> {
    val Key: AttributeKey<CoroutineContext> = AttributeKey("io.mockaws#CallerDispatcher")

    /** In place of the name that the SDK gives its own coroutine. */
    private val Nameless = CoroutineName("")

    override suspend fun modifyBeforeTransmit(
        context: ProtocolRequestInterceptorContext<Any, HttpRequest>,
    ): HttpRequest {
        val caller = currentCoroutineContext()
        context.executionContext[Key] =
            (caller[ContinuationInterceptor] ?: EmptyCoroutineContext) + (caller[CoroutineName] ?: Nameless)
        return context.protocolRequest
    }
}
