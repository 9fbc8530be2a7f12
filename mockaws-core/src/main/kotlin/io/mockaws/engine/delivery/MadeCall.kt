package io.mockaws.engine.delivery

import io.mockaws.engine.Answer
import io.mockaws.engine.AwsFault
import io.mockaws.engine.BrokenConnection
import io.mockaws.engine.CallContext
import io.mockaws.engine.CallRecord
import io.mockaws.engine.CallRules
import io.mockaws.engine.Faults
import io.mockaws.engine.Operation
import io.mockaws.engine.Place
import io.mockaws.engine.Ruling
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.World
import io.mockaws.engine.access.Caller
import io.mockaws.engine.access.JudgedCall
import io.mockaws.engine.context
import io.mockaws.testing.Call
import io.mockaws.testing.CallDocuments
import io.mockaws.testing.IncomingCall
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.Documents

/** One call that a service makes: what is known of it so far. */
internal class MadeCall<S : ServiceState<S>>(
    world: World,
    private val entry: ServiceEntry<S>,
    operation: Operation<S, *, *>,
    place: Place,
    private val principal: Principal,
    cause: CallRecord?,
) : CallRecord(world, operation.name, place, calledBy = principal.service, causedBy = cause?.requestId) {
    @Suppress("UNCHECKED_CAST")
    private val operation = operation as Operation<S, Any, Any>
    private val names get() = entry.service.shape.memberNames
    private var input: Any? = null
    private var output: Any? = null
    private var ruling: Ruling? = null
    private var fault: AwsFault? = null
    private var judged: JudgedCall<S>? = null

    private fun context(): CallContext<S> =
        world.context(entry.service, place, requestId = requestId, record = this, principal = principal)

    /** Answers [input] as [rules] or the service do. */
    suspend fun answer(
        input: Any,
        rules: CallRules?,
    ): Any {
        this.input = input
        authorize(input)
        ruling = rules?.rule(incoming(input))
        return (ruled() ?: handled(input)).also { output = it }
    }

    /** Refuses what the resource's policy does not allow the calling service, where policies act. */
    private fun authorize(input: Any) {
        val access = entry.service.access
        if (!world.settings.iam || !access.judges(principal.service)) return
        val members = Documents.of(operation.shape.input, input, names)
        val caller = Caller.service(principal.service)
        val judged =
            JudgedCall(
                entry.service,
                null,
                name,
                members,
                context(),
                caller,
                request = null,
                sourceArn = principal.source
            )
        this.judged = judged
        judged.admit()
    }

    /** What the test has answered in place of the service; null where the service shall. */
    private fun ruled(): Any? =
        when (val answer = ruling?.answer) {
            null -> null
            is Answer.Failed -> throw answer.fault
            is Answer.Broken -> throw answer.connection
            is Answer.Status -> throw answer.asFault()
            is Answer.Members -> answer.members
        }

    private suspend fun handled(input: Any): Any {
        if (operation.isDerived && !world.settings.derived) {
            throw Faults.notImplemented(entry.service.shape, operation.name)
        }
        entry.check(operation, input)
        return operation.handler(input, context())
    }

    private fun incoming(input: Any) =
        IncomingCall(entry, name, place.region, place.account, attempt, notHonoured = emptyList()) {
            Documents.of(operation.shape.input, input, names)
        }

    /** The error that [failure] is for the service that called. */
    fun fail(failure: Exception): AwsFault {
        val told =
            when (failure) {
                is AwsFault -> failure
                is BrokenConnection -> failure.asFault()
                else -> Faults.internalFailure(failure)
            }
        return AwsFault(entry.errors.complete(told.error), told.cause).also { fault = it }
    }

    /** The members of the output, once it is there. */
    fun members(): Map<String, Any?> = documents().output().orEmpty()

    /** The entries in the journal: its own, and behind it those of the calls that came of it. */
    fun recorded(): List<Call> {
        val answeredBy = ruling?.takeIf { it.answer != null }?.by
        val status = fault?.error?.status ?: OK
        val isDerived = operation.isDerived && answeredBy == null
        val own =
            call(
                entry.service.shape.name,
                status,
                fault,
                coroutine = null,
                answeredBy,
                documents = documents(),
                isDerived = isDerived,
                decision = judged?.decision,
            )
        return listOf(own) + effects
    }

    private fun documents() = MadeDocuments(input, output)

    private inner class MadeDocuments(
        private val input: Any?,
        private val output: Any?,
    ) : CallDocuments {
        override fun input(): Map<String, Any?> =
            input?.let { Documents.of(operation.shape.input, it, names) }.orEmpty()

        @Suppress("UNCHECKED_CAST")
        override fun output(): Map<String, Any?>? {
            val shape = (ruling?.answer as? Answer.Members)?.shape as OperationShape<*, Any>?
            return output?.let { Documents.of((shape ?: operation.shape).output, it, names) }
        }
    }

    private companion object {
        const val OK = 200
    }
}
