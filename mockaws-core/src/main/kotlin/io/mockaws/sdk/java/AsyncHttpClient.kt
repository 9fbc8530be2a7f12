package io.mockaws.sdk.java

import io.mockaws.scope.Scope
import io.mockaws.scope.ScopeElement
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
import software.amazon.awssdk.http.async.AsyncExecuteRequest
import software.amazon.awssdk.http.async.SdkAsyncHttpClient
import java.io.IOException
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Answers the Java SDK's asynchronous clients away from their callers; bodies go as fast as they are asked for.
 *
 * @param inForce the scope that callbacks see, or null for none
 */
internal class AsyncHttpClient
@JvmOverloads
constructor(
    private val handler: HttpHandler,
    inForce: Scope? = null,
) : SdkAsyncHttpClient {
    private val scope =
        CoroutineScope(
            SupervisorJob() + Dispatchers.Default + (inForce?.let { ScopeElement(it) } ?: EmptyCoroutineContext)
        )

    override fun execute(request: AsyncExecuteRequest): CompletableFuture<Void> {
        val done = CompletableFuture<Void>()
        val job = scope.async { exchange(request) }
        job.invokeOnCompletion { failure ->
            if (failure == null) {
                done.complete(null)
            } else {
                val error = if (failure is CancellationException) {
                    IOException(
                        "The call was cancelled",
                        failure
                    )
                } else {
                    failure
                }
                request.responseHandler().onError(error)
                done.completeExceptionally(error)
            }
        }
        done.whenComplete { _, failure -> if (failure != null) job.cancel() }
        return done
    }

    /** Ends with the body. Runs as `async`: the SDK hears of a failure by its handler and future, nobody else does. */
    private suspend fun exchange(request: AsyncExecuteRequest): Unit =
        coroutineScope {
            val native = NativeS3Work.of(request)
            val sent = Messages.request(request.request(), native?.body() ?: bodyOf(request))
            val response = handler.handle(native?.prepared(sent) ?: sent)
            val publisher = BodyPublisher(native?.received(response) ?: response.body, this)
            request.responseHandler().onHeaders(Messages.response(response))
            request.responseHandler().onStream(publisher)
            publisher.finished.await()
        }

    private fun bodyOf(request: AsyncExecuteRequest): HttpBody {
        val publisher = request.requestContentPublisher() ?: return HttpBody.Empty
        val length = publisher.contentLength().orElse(null) ?: Messages.contentLength(request.request())
        return if (length == 0L) HttpBody.Empty else PublisherBody(publisher, length)
    }

    override fun clientName(): String = Messages.CLIENT_NAME

    /** Ends the calls that run; the mock outlives its clients, so later ones are answered again. */
    override fun close() = scope.coroutineContext.job.cancelChildren()
}
