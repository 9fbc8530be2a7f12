package io.mockaws.services.lambda.op

import io.mockaws.model.Models
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.run.FunctionRunner
import io.mockaws.services.lambda.run.InvocationOutcome
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.wire.Blob
import io.mockaws.wire.eventstream.EventOutput
import io.mockaws.wire.eventstream.Streamed
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.Transient

@Serializable
internal data class InvokeWithResponseStreamRequest(
    val functionName: String,
    val invocationType: String? = null,
    val logType: String? = null,
    val clientContext: String? = null,
    val qualifier: String? = null,
    val payload: Blob? = null,
)

/** What comes on the stream. */
@Serializable
internal data class InvokeWithResponseStreamResponseEvent(
    val payloadChunk: Update? = null,
    val invokeComplete: Complete? = null,
) {
    @Serializable
    data class Update(
        val payload: Blob,
    )

    @Serializable
    data class Complete(
        val errorCode: String? = null,
        val errorDetails: String? = null,
        val logResult: String? = null,
    )
}

/** The stream, beside what is said in headers. */
@Serializable
internal class InvokeWithResponseStreamResponse private constructor(
    val statusCode: Int,
    val executedVersion: String? = null,
    @Transient
    private val events: Iterator<InvokeWithResponseStreamResponseEvent>? = null,
) : EventOutput<InvokeWithResponseStreamResponseEvent> {
    override val union: SerializationStrategy<InvokeWithResponseStreamResponseEvent> get() = UNION

    override suspend fun next(): Streamed<InvokeWithResponseStreamResponseEvent>? =
        if (events != null && events.hasNext()) Streamed.Event(events.next()) else null

    override fun close() = Unit

    companion object {
        fun of(
            status: Int,
            version: String? = null,
            events: List<InvokeWithResponseStreamResponseEvent> = emptyList(),
        ) = InvokeWithResponseStreamResponse(status, version, events.iterator())

        private val UNION by lazy {
            Models.service("lambda").wed(
                InvokeWithResponseStreamResponseEvent.serializer(),
                "InvokeWithResponseStreamResponseEvent",
            )
        }
    }
}

/**
 * Runs a function and has what it writes come in chunks: one for each time that its handler flushes, and one for the
 * rest. They come when the function is done.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
internal suspend fun invokeWithResponseStream(
    request: InvokeWithResponseStreamRequest,
    call: LambdaCall,
): InvokeWithResponseStreamResponse {
    val payload = payloadOf(request.payload, LambdaLimits.PAYLOAD)
    val found = call.function(request.functionName, request.qualifier, isShared = true)
    val flushed = ArrayList<ByteArray>()
    val order = call.orderOf(found, payload, request.clientContext, flushed::add)
    if (request.invocationType == "DryRun") return InvokeWithResponseStreamResponse.of(NO_CONTENT)
    val outcome = FunctionRunner.of(call.world).run(order)
    val log = outcome.log.takeIf { request.logType == "Tail" }?.let(::tail)
    return InvokeWithResponseStreamResponse.of(OK, order.version.version, eventsOf(outcome, flushed, log))
}

private fun eventsOf(
    outcome: InvocationOutcome,
    flushed: List<ByteArray>,
    log: String?,
): List<InvokeWithResponseStreamResponseEvent> {
    val complete =
        if (outcome.isFailed) {
            InvokeWithResponseStreamResponseEvent.Complete("Unhandled", outcome.payload, log)
        } else {
            InvokeWithResponseStreamResponseEvent.Complete(logResult = log)
        }
    val chunks = if (outcome.isFailed) flushed else flushed + outcome.payload.encodeToByteArray().rest(flushed)
    return chunks.filter { it.isNotEmpty() }
        .map { InvokeWithResponseStreamResponseEvent(InvokeWithResponseStreamResponseEvent.Update(Blob(it))) } +
        InvokeWithResponseStreamResponseEvent(invokeComplete = complete)
}

/** What of the whole output was not [flushed]. */
private fun ByteArray.rest(flushed: List<ByteArray>): ByteArray = copyOfRange(flushed.sumOf { it.size }, size)

private const val OK = 200
private const val NO_CONTENT = 204
