@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.http.HttpErrorCode
import aws.smithy.kotlin.runtime.http.HttpException
import aws.smithy.kotlin.runtime.http.request.HttpRequest
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import java.io.IOException
import java.net.ConnectException

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
