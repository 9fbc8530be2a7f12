package io.mockaws.engine

import io.mockaws.engine.access.Caller
import io.mockaws.engine.access.JudgedCall
import io.mockaws.engine.signature.SignatureFaults
import io.mockaws.testing.Call
import io.mockaws.testing.IncomingCall
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.protocol.Protocol
import kotlinx.coroutines.CancellationException
import java.io.IOException

/** One request on its way through the [Engine]: what is known of it so far. On one thread at a time. */
internal class Exchange<S : ServiceState<S>>(
    world: World,
    val route: Router.Route,
    val entry: ServiceEntry<S>,
    val protocol: Protocol,
) : CallRecord(world, route, route.operation.orEmpty(), world.known(route.credentials)) {
    /** What the service does; null for what AWS itself does not know. */
    val operation: Operation<S, *, *>? = entry.operation(name) ?: entry.unwritten(name)

    /** Members that the service's shape does not have. */
    var notHonoured: List<String> = emptyList()
        private set

    /** What the test wants of this call; null for nothing. */
    private var ruling: Ruling? = null

    /** Whose doing it is that the caller gets something else than the service's answer; null when it does not. */
    private var answeredBy: String? = null
    var fault: AwsFault? = null
    var output: Any? = null
    private var input: Any? = null
    private var legible: Map<String, Any?>? = null

    /** What the policies say of it; null where they do not act. */
    private var judged: JudgedCall<S>? = null

    fun context(): CallContext<S> = world.context(
        entry.service,
        place,
        route.request.origin,
        requestId,
        known,
        record = this
    )

    suspend fun <I : Any> decode(operation: Operation<S, I, *>): I {
        val decoded =
            try {
                protocol.decode(operation.shape, route.request) { notHonoured = notHonoured + it }
            } catch (malformed: MalformedRequest) {
                val read = legible(operation)
                legible = read
                if (malformed.lacksMember) entry.checkMembers(operation, read)
                throw malformed
            }
        input = decoded
        return decoded
    }

    /** Refuses what the policies do not allow, where they act. */
    fun <I : Any> authorize(
        operation: Operation<S, I, *>,
        input: I,
        context: CallContext<S>,
    ) {
        if (!world.settings.iam) return
        val members = Documents.of(operation.shape.input, input, entry.service.shape.memberNames)
        val judged =
            JudgedCall(entry.service, protocol, name, members, context, caller(members, context), route.request)
        this.judged = judged
        context.permissions = judged
        judged.admit()
    }

    /** Nobody where nobody has signed it. */
    private fun caller(
        members: Map<String, Any?>,
        context: CallContext<S>,
    ): Caller {
        if (route.credentials != null) return Caller.of(context.caller, context.session, world)
        return entry.service.access.stranger(name, members, context)?.let(Caller::stranger) ?: Caller.ANONYMOUS
    }

    /** Refuses a key that is not active, and a session that is over, or whose token is another's. */
    fun checkCredentials() {
        val known = known ?: return
        val faults = SignatureFaults.of(entry.service.shape, protocol)
        if (!known.isActive) throw faults.unknownKey(known.accessKeyId)
        if (known is KnownSession) check(known, faults)
        val use = CredentialUses.Use(
            world.clock.now(),
            entry.service.shape.signingName,
            name,
            place.region,
            known.identity
        )
        world.uses.note(known, use)
    }

    private fun check(
        session: KnownSession,
        faults: SignatureFaults,
    ) {
        val token = route.request.sessionToken
        if (token != null && token != session.sessionToken) throw faults.unknownToken()
        if (session.expiration <= world.clock.now()) throw faults.expired()
    }

    /** What can be read of a request that is malformed, for the journal. */
    private suspend fun legible(operation: Operation<S, *, *>): Map<String, Any?> {
        // What came as a stream is gone.
        val request = route.request.let { if (it.body is HttpBody.Bytes) it else it.copy(body = HttpBody.Empty) }
        return try {
            protocol.decode(entry.legible(operation), request) {}
        } catch (_: MalformedRequest) {
            emptyMap()
        }
    }

    /** What [rules] answer in place of the service; null when the service shall. */
    suspend fun obey(rules: CallRules): HttpResponse? {
        val ruling = rules.rule(incoming()) ?: return null
        this.ruling = ruling
        if (ruling.answer != null) answeredBy = ruling.by
        return when (val answer = ruling.answer) {
            null -> null

            is Answer.Failed -> throw answer.fault

            is Answer.Broken -> throw answer.connection

            is Answer.Status -> HttpResponse(answer.status).also { fault = answer.asFault() }

            is Answer.Members -> protocol.encode(answer.shape, answer.members, requestId).also {
                output = answer.members
            }
        }
    }

    private fun incoming() =
        IncomingCall(entry, name, place.region, place.account, attempt, notHonoured) { inputOf() }

    @Suppress("UNCHECKED_CAST")
    private fun inputOf(): Map<String, Any?> {
        val types = operation as Operation<S, Any, Any>?
        return input?.let { Documents.of(types!!.shape.input, it, entry.service.shape.memberNames) }.orEmpty()
    }

    /** The answer to [failure], where there is one: not to a sender who is gone. */
    fun fail(failure: Exception): HttpResponse {
        val fault =
            when (failure) {
                is AwsFault -> failure
                is MalformedRequest -> AwsFault(protocol.malformed(failure), failure)
                is BodyTooLargeException -> Faults.tooLarge(failure.limit)
                is CancellationException, is IOException, is BrokenConnection -> throw failure
                else -> Faults.internalFailure(failure)
            }
        this.fault = fault
        output = null
        return protocol.encodeError(entry.errors.complete(fault.error), requestId)
    }

    /** What the caller gets of [response]. The journal keeps what was answered, and that it did not get through. */
    fun deliver(response: HttpResponse): HttpResponse {
        val whole = response.withoutForbiddenBody(route.request.method)
        val distortion = ruling?.distortion ?: return whole
        val arrived = distortion.applyTo(whole)
        if (arrived !== whole) {
            fault = AwsFault(ErrorShape(distortion.code, distortion.toString()))
            answeredBy = ruling?.by
        }
        return arrived
    }

    /** The entry in the journal; [response] is null where the connection broke. */
    @Suppress("UNCHECKED_CAST")
    fun recorded(
        response: HttpResponse?,
        coroutine: String?,
    ): Call {
        val service = entry.service.shape
        val asked = operation?.shape as OperationShape<Any, Any>?
        val answered = ((ruling?.answer as? Answer.Members)?.shape ?: asked) as OperationShape<*, Any>?
        val body = response?.body ?: HttpBody.Empty
        val documents =
            Documented(protocol, service.memberNames, asked, answered, route.request, input, legible, body, output)
        val hint = if (answeredBy == null) hint() else null
        val isDerived = operation?.isDerived == true && answeredBy == null && response?.status != NOT_IMPLEMENTED
        return call(
            service.name,
            response?.status ?: 0,
            fault,
            coroutine,
            answeredBy,
            notHonoured,
            documents,
            isDerived,
            hint,
            judged?.decision,
            judged?.caller?.principal?.arn,
        )
    }

    private fun hint(): String? = fault?.let { Whereabouts(entry.service, world, place).hint(it, inputOf()) }

    private companion object {
        const val NOT_IMPLEMENTED = 501
    }
}
