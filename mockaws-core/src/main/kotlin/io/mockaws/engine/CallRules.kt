package io.mockaws.engine

import io.mockaws.testing.IncomingCall
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.OperationShape
import io.mockaws.wire.http.HttpResponse
import java.io.IOException

/** What a test puts between calls and services: stubs and faults. */
internal interface CallRules {
    /** What shall become of [call]; null when nobody asks anything of it. Suspends for as long as the test lets it wait. */
    suspend fun rule(call: IncomingCall): Ruling?
}

/** What a test wants of one call. */
internal class Ruling(
    /** In place of the service's; null for the service's own. */
    val answer: Answer?,
    /** Whose doing it is, for the journal: `stub 2 of 3`. Null when only time was taken. */
    val by: String?,
    /** What happens to the answer on its way. */
    val distortion: Distortion? = null,
)

/** An answer that no service has made. */
internal sealed interface Answer {
    /** A success of [shape] with these members, which are in the form that `wire/codec/MemberForm` gives them. */
    class Members(
        val shape: OperationShape<*, Map<String, Any?>>,
        val members: Map<String, Any?>,
    ) : Answer

    class Failed(val fault: AwsFault) : Answer

    /** A status without a body, as proxies and load balancers send it. */
    class Status(val status: Int) : Answer {
        fun asFault() = AwsFault(ErrorShape(status.toString(), "A status without a body", status))
    }

    class Broken(val connection: BrokenConnection) : Answer
}

/** Thrown for a call that gets no answer at all; the caller sees [cause]. It is meant, and so has no stack trace. */
internal class BrokenConnection(
    private val code: String,
    override val cause: IOException,
) : Exception(cause.message, cause, false, false) {
    fun asFault() = AwsFault(ErrorShape(code, cause.message))
}

/** What goes wrong between answer and caller. [toString] says what. */
internal interface Distortion {
    /** The journal's name for it. */
    val code: String

    /**
     * What gets through of [response]: the same object when all of it does.
     *
     * @throws BrokenConnection where nothing does
     */
    fun applyTo(response: HttpResponse): HttpResponse
}
