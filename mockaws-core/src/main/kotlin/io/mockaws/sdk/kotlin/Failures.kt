@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.http.HttpErrorCode
import aws.smithy.kotlin.runtime.http.HttpException
import java.io.IOException
import java.net.ConnectException

/** A failure to get an answer as the SDK's own engines tell it: what never reached the other side may be tried again. */
internal fun IOException.toSdk(): HttpException =
    HttpException(this, errorCode = HttpErrorCode.SDK_UNKNOWN, retryable = this is ConnectException)
