package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.wire.Blob
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.readBytes
import kotlinx.serialization.Serializable

@Serializable
internal data class InvokeAsyncRequest(
    val functionName: String,
    val invokeArgs: StreamingBlob = HttpBody.Empty,
)

@Serializable
internal data class InvokeAsyncResponse(
    val status: Int,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html, which Invoke has taken the place of. */
internal suspend fun invokeAsync(
    request: InvokeAsyncRequest,
    call: LambdaCall,
): InvokeAsyncResponse {
    val payload = payloadOf(Blob(request.invokeArgs.readBytes()), LambdaLimits.ASYNC_PAYLOAD)
    enqueue(call.orderOf(call.function(request.functionName), payload))
    return InvokeAsyncResponse(ACCEPTED)
}

private const val ACCEPTED = 202
