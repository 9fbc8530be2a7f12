@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.client.SdkClientOption
import aws.smithy.kotlin.runtime.http.HttpCall
import aws.smithy.kotlin.runtime.http.SdkHttpClient
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import aws.smithy.kotlin.runtime.operation.ExecutionContext
import io.mockaws.scope.Scope
import io.mockaws.scope.Scopes
import io.mockaws.scope.Way
import io.mockaws.sdk.RealAwsCallException
import io.mockaws.sdk.RealCalls
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import java.util.Collections
import java.util.WeakHashMap
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/**
 * What the hooks in the SDK's classes call, with the arguments of the suspending function that they stand in.
 *
 * @see io.mockaws.sdk.intercept.Interception
 */
internal object InterceptedCalls {
    private val credentials = Credentials(Scopes.ACCESS_KEY, "secret")

    /** Where each client was built, for those that were built in a mock. */
    private val builtIn: MutableMap<SdkHttpClient, Scope> = Collections.synchronizedMap(WeakHashMap())

    /** A client's [SdkHttpClient] has been made. */
    @JvmStatic
    fun built(client: Any) {
        Scopes.current()?.let { builtIn[client as SdkHttpClient] = it }
    }

    /**
     * The answer of the mock to [request]; null where there is none, and the client goes on by itself. Runs where
     * its caller runs, so that time in `runTest` is virtual.
     */
    @JvmStatic
    @Suppress("UNCHECKED_CAST")
    fun execute(
        client: Any,
        context: Any,
        request: Any,
        continuation: Any,
    ): Any? {
        client as SdkHttpClient
        if (client.engine is MockEngine) return null
        continuation as Continuation<HttpCall>
        if (!Scopes.any) {
            if (RealCalls.areForbidden) throw refusal(context, RealAwsCallException.Reason.FORBIDDEN)
            return null
        }
        val scope = Scopes.find(builtIn[client], continuation.context) ?: return null
        request as HttpRequest
        return when (scope.way("${request.url.host}")) {
            Way.OWN -> {
                null
            }

            Way.NONE -> {
                throw refusal(context, RealAwsCallException.Reason.NOT_TAKEN)
            }

            Way.MOCK -> {
                val answer: suspend () -> HttpCall = { answer(scope, request) }
                answer.startCoroutineUninterceptedOrReturn(continuation)
            }
        }
    }

    private suspend fun answer(
        scope: Scope,
        request: HttpRequest,
    ): HttpCall = scope.handler.answer(request).toCall(request, currentCoroutineContext() + Job())

    private fun refusal(
        context: Any,
        reason: RealAwsCallException.Reason,
    ): RealAwsCallException {
        context as ExecutionContext
        return RealAwsCallException(
            context.getOrNull(SdkClientOption.ServiceName) ?: "AWS",
            context.getOrNull(SdkClientOption.OperationName) ?: "call",
            reason,
        )
    }

    /** What the default chain answers while there is a mock; null while there is none. */
    @JvmStatic
    @Suppress("UNUSED_PARAMETER")
    fun credentials(
        chain: Any,
        attributes: Any,
        continuation: Any,
    ): Any? = if (Scopes.any) credentials else null

    /** What the default chain answers where a mock is in scope, or all there are agree; else null. */
    @JvmStatic
    @Suppress("UNUSED_PARAMETER")
    fun region(
        platform: Any?,
        profile: Any?,
        continuation: Any,
    ): Any? = if (Scopes.any) Scopes.region((continuation as Continuation<*>).context) else null
}
