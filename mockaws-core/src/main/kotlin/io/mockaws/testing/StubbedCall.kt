package io.mockaws.testing

import io.mockaws.engine.Answer

/** A call that a [CallHandler] has to answer, by one of [respond], [fail] and [callThrough]. */
public class StubbedCall internal constructor(
    call: IncomingCall,
    private val answers: Answers,
) : IncomingCall(
    call.entry,
    call.operation,
    call.region,
    call.account,
    call.attempt,
    call.notHonoured,
    { call.input },
) {
    /**
     * A success.
     *
     * @param response as for [StubScript.respond]
     * @throws IllegalArgumentException for members that the operation does not answer
     */
    @JvmOverloads
    public fun respond(
        response: Any = emptyMap<String, Any?>()
    ): Reply = Reply(answers.success(entry, operation, response))

    /** The same with members by AWS's names, so that `mapOf()` needs no types. */
    public fun respond(response: Map<String, Any?>): Reply = respond(response as Any)

    /** An error; the arguments are those of [StubScript.fail]. */
    @JvmOverloads
    public fun fail(
        code: String,
        message: String? = null,
        status: Int? = null,
    ): Reply = Reply(answers.failure(entry, code, message, status))

    /** An error; the argument is that of [StubScript.fail]. To throw [exception] does the same. */
    public fun fail(exception: Throwable): Reply = Reply(answers.failure(entry, exception))

    /** The service answers, as if there were no handler. */
    public fun callThrough(): Reply = Reply(null)
}

/** What a [CallHandler] answers; [StubbedCall] makes it. */
public class Reply internal constructor(
    internal val answer: Answer?,
)

/** Answers an operation in place of its service: [io.mockaws.MockAws.on]. */
public fun interface CallHandler {
    /**
     * Answers [call]. An exception of either SDK that stands for an error of a service is answered as that error;
     * any other, a failed assertion too, fails the call and, at its end, the mock.
     */
    public fun handle(call: StubbedCall): Reply
}
