package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.AwsFault
import io.mockaws.engine.BrokenConnection
import io.mockaws.engine.Distortion
import java.net.ConnectException
import kotlin.time.Duration

/** What goes wrong: an answer that is none of the service's, one that comes late, or one that does not get through. */
internal sealed interface Fault

/** Answers in place of the service. */
internal class Failure(
    private val name: String,
    val answer: (IncomingCall) -> Answer,
) : Fault {
    override fun toString(): String = name
}

internal class Latency(
    val duration: Duration,
) : Fault {
    override fun toString(): String = "latency $duration"
}

/** A [Distortion] that a rule asks for. */
internal interface BadTransport :
    Fault,
    Distortion

internal fun throttled(call: IncomingCall): Answer =
    Answer.Failed(AwsFault(call.entry.throttled(call.operation)))

internal fun failed(
    call: IncomingCall,
    code: String,
    message: String?,
    status: Int?,
): Answer = Answer.Failed(AwsFault(call.entry.errors.of(code, message, status)))

internal fun refused(): Answer = Answer.Broken(
    BrokenConnection("ConnectionRefused", ConnectException("Connection refused"))
)
