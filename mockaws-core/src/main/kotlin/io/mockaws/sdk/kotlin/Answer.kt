@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.http.HttpCall
import aws.smithy.kotlin.runtime.http.HttpErrorCode
import aws.smithy.kotlin.runtime.http.HttpException
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import aws.smithy.kotlin.runtime.time.Instant
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import java.io.IOException
import java.net.ConnectException
import kotlin.coroutines.CoroutineContext

/**
 * The answer to [request]. A failure to get one is told as the SDK's own engines tell it: what never reached the other
 * side may be tried again.
 */
internal suspend fun HttpHandler.answer(request: HttpRequest): HttpResponse =
    try {
        handle(request.toWire())
    } catch (failure: IOException) {
        throw HttpException(failure, errorCode = HttpErrorCode.SDK_UNKNOWN, retryable = failure is ConnectException)
    }

/** The answer to [request] as the SDK has it of its engines. It completes the job in [context] when it has read it. */
internal fun HttpResponse.toCall(
    request: HttpRequest,
    context: CoroutineContext,
): HttpCall = HttpCall(request, toSdk(), never, never, context)

/** Nothing of ours reads it; the SDK wants one. */
private val never = Instant.fromEpochSeconds(0, 0)
