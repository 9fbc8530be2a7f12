package io.mockaws.engine

import io.mockaws.engine.delivery.ServiceCalls
import io.mockaws.engine.signature.Signatures
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.currentCoroutineContext
import java.io.IOException

/**
 * AWS as a function from request to response. The path of a request is [handle], [answer] and [perform]:
 *
 * due work -> route -> authenticate -> decode -> authorize -> stub or fault -> handle -> encode -> due work -> settle ->
 * journal
 *
 * Nothing in here suspends but reading a body that is still on its way, an operation that waits as AWS does, and a
 * latency that the test asked for.
 */
internal class Engine(
    val world: World,
    val journal: Journal,
    private val router: Router,
) : HttpHandler {
    /** What the test has put between calls and services; null where it has put nothing. */
    @Volatile
    var rules: CallRules? = null

    /** Who may call; null where everybody may, and signatures are not looked at. */
    @Volatile
    var signatures: Signatures? = null

    /** What has to happen after each call before its answer goes out; null for nothing. */
    @Volatile
    var settle: (suspend () -> Unit)? = null

    /** What a test may name. */
    val catalogue: Catalogue get() = router.catalogue

    /** Whether the mock has ended; nobody shall take what is left of it for an empty one. */
    @Volatile
    var isClosed: Boolean = false

    init {
        world.calls = ServiceCalls(world, journal, router.catalogue) { rules }
    }

    override suspend fun handle(request: HttpRequest): HttpResponse {
        check(!isClosed) { "This mock is closed" }
        world.dueWork.run()
        val signatures = signatures?.takeUnless { it.exempts() }
        val claimant = router.claimant(request, world)
        var sent = request
        var unreadable: Exception? = null
        val whole =
            try {
                if (signatures != null) sent = signatures.prepared(request)
                // Forms are those of AWS's protocols; those sent to other addresses are content.
                if (claimant !=
                    null
                ) {
                    sent
                } else {
                    sent.readyForRouting(signatures?.chunks(sent) { world.links.identities.credentials(it, world) })
                }
            } catch (failure: Exception) {
                if (failure !is MalformedRequest && failure !is BodyTooLargeException) throw failure
                unreadable = failure
                request.copy(body = HttpBody.Empty)
            }
        val route = router.route(whole, claimant)
        if (route.entry == null || route.protocol == null) return unknownService(route)
        return answer(Exchange(world, route, route.entry, route.protocol), Received(sent, unreadable, signatures))
    }

    /** A request before it was made ready for its route. */
    private class Received(
        val sent: HttpRequest,
        /** Why the body that should have named the operation could not be read, or null. */
        val unreadable: Exception?,
        /** Who has to have signed it; null for nobody. */
        val signatures: Signatures?,
    )

    private suspend fun <S : ServiceState<S>> answer(
        call: Exchange<S>,
        request: Received,
    ): HttpResponse {
        val response =
            try {
                val answer = perform(call, request)
                world.dueWork.run()
                call.deliver(settled(call, answer))
            } catch (broken: BrokenConnection) {
                call.fault = broken.asFault()
                tell(call, null)
                throw broken.cause
            }
        tell(call, response)
        return response
    }

    private suspend fun tell(
        call: Exchange<*>,
        response: HttpResponse?,
    ) {
        journal.add(call.recorded(response, coroutineName()))
        call.effects.forEach(journal::add)
    }

    private suspend fun <S : ServiceState<S>> perform(
        call: Exchange<S>,
        request: Received,
    ): HttpResponse =
        try {
            if (request.unreadable != null) throw request.unreadable
            call.entry.service.refusalOf(call.route.request)?.let { throw it }
            request.signatures?.let { verify(it, request.sent, call) }
            call.checkCredentials()
            val operation = call.operation ?: throw AwsFault(call.protocol.unknownOperation(call.route.operation))
            perform(call, operation)
        } catch (failure: Exception) {
            call.fail(failure)
        }

    private suspend fun <S : ServiceState<S>> verify(
        signatures: Signatures,
        sent: HttpRequest,
        call: Exchange<S>,
    ) {
        if (!call.entry.service.isSigned(call.route.request, call.context())) return
        val text = call.entry.service.signedText(call.route.request)
        if (text == null) {
            signatures.verify(sent, call.entry.service.shape, call.protocol, call.known)
        } else {
            signatures.verify(text, call.known)
        }
    }

    private suspend fun <S : ServiceState<S>> settled(
        call: Exchange<S>,
        response: HttpResponse,
    ): HttpResponse {
        val settle = settle ?: return response
        return try {
            settle()
            response
        } catch (failure: IOException) {
            call.fail(Faults.notKept(failure))
        }
    }

    private suspend fun <S : ServiceState<S>, I : Any, O : Any> perform(
        call: Exchange<S>,
        operation: Operation<S, I, O>,
    ): HttpResponse {
        val context = call.context()
        call.entry.service.admit(call.route.request, context)
        val input = call.decode(operation)
        call.authorize(operation, input, context)
        rules?.let { rules -> call.obey(rules)?.let { return it } }
        val isHonoured = call.notHonoured.isEmpty()
        if (world.settings.strict && !isHonoured) throw Faults.strict(operation.name, call.notHonoured)
        if (operation.isDerived) admitDerived(call) else call.entry.check(operation, input)
        val output = operation.handler(input, context)
        call.output = output
        return call.protocol.encode(operation.shape, output, call.requestId)
    }

    private fun admitDerived(call: Exchange<*>) {
        if (world.settings.strict) throw Faults.derivedWhileStrict(call.entry.service.shape, call.name)
        if (!world.settings.derived) throw Faults.notImplemented(call.entry.service.shape, call.name)
    }

    /** Nobody here is asked for this service: say so in the form that the caller is most likely to read. */
    private suspend fun unknownService(route: Router.Route): HttpResponse {
        val fault = Faults.unknownService(route)
        val name = UnknownService.operationName(route.request).orEmpty()
        val record = CallRecord(world, route, name, world.known(route.credentials))
        val response = UnknownService.encode(fault.error, route.request, record.requestId)
        journal.add(record.call(route.credentials?.service.orEmpty(), response.status, fault, coroutineName()))
        return response.withoutForbiddenBody(route.request.method)
    }

    private suspend fun coroutineName(): String? = currentCoroutineContext()[CoroutineName]?.name?.ifEmpty { null }
}
