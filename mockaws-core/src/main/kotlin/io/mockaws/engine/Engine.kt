package io.mockaws.engine

import io.mockaws.testing.Call
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.content.withoutChunks
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.protocol.isForm
import kotlinx.coroutines.CancellationException
import java.io.IOException
import kotlin.time.Instant

/**
 * AWS as a function from request to response. The path of a request is [handle], from top to bottom:
 *
 * route -> decode -> handle -> encode -> journal
 *
 * Nothing in here suspends but reading a body that is still on its way and an operation that waits as AWS does.
 */
internal class Engine(
    val world: World,
    val journal: Journal,
    private val router: Router,
    private val strict: Boolean = false,
) : HttpHandler {
    override suspend fun handle(request: HttpRequest): HttpResponse {
        var unreadable: Exception? = null
        val whole =
            try {
                request.withoutChunks().withFormInMemory()
            } catch (malformed: MalformedRequest) {
                unreadable = malformed
                request.copy(body = HttpBody.Empty)
            } catch (tooLarge: BodyTooLargeException) {
                unreadable = tooLarge
                request.copy(body = HttpBody.Empty)
            }
        val route = router.route(whole)
        val entry = route.entry
        val protocol = route.protocol
        if (entry == null || protocol == null) return unknownService(route)
        return Exchange(route, entry, protocol).answer(unreadable).withoutForbiddenBody(request.method)
    }

    /** One request on its way through the engine. */
    private inner class Exchange<S : ServiceState<S>>(
        private val route: Router.Route,
        private val entry: ServiceEntry<S>,
        private val protocol: Protocol,
    ) {
        private val place = placeOf(route.credentials, world.home)
        private val requestId = world.ids.uuid()
        private val started = world.clock.now()
        private var notHonoured = emptyList<String>()

        /** [unreadable] is why the body that should have named the operation could not be read, or null. */
        suspend fun answer(unreadable: Exception?): HttpResponse {
            val name = route.operation
            val operation = entry.operations[name]
            return when {
                unreadable != null -> fail(name.orEmpty(), faultOf(unreadable))

                operation != null -> run(operation)

                name in entry.missing -> fail(
                    name.orEmpty(),
                    Faults.notImplemented(entry.service.shape, name.orEmpty())
                )

                else -> fail(name.orEmpty(), AwsFault(protocol.unknownOperation(name)))
            }
        }

        private suspend fun <I : Any, O : Any> run(operation: Operation<S, I, O>): HttpResponse {
            var input: I? = null
            return try {
                val call = context()
                entry.service.admit(route.request, call)
                input = protocol.decode(operation.shape, route.request) { notHonoured = notHonoured + it }
                if (strict && notHonoured.isNotEmpty()) throw Faults.strict(operation.name, notHonoured)
                val output = operation.handler(input, call)
                val response = protocol.encode(operation.shape, output, requestId)
                record(operation, input, output, response, null, null)
                response
            } catch (failure: Exception) {
                fail(operation.name, faultOf(failure), operation, input)
            }
        }

        /** The answer to [failure], where there is one: not to a sender who is gone. */
        private fun faultOf(failure: Exception): AwsFault =
            when (failure) {
                is AwsFault -> failure
                is MalformedRequest -> AwsFault(protocol.malformed(failure), failure)
                is BodyTooLargeException -> Faults.tooLarge(failure.limit)
                is CancellationException, is IOException -> throw failure
                else -> Faults.internalFailure(failure)
            }

        private fun context() = world.context(entry.service, place, route.request.origin, requestId)

        private fun fail(
            name: String,
            fault: AwsFault,
            operation: Operation<S, *, *>? = null,
            input: Any? = null,
        ): HttpResponse {
            val response = protocol.encodeError(fault.error, requestId)
            record(operation, input, null, response, fault, name)
            return response
        }

        @Suppress("UNCHECKED_CAST")
        private fun record(
            operation: Operation<S, *, *>?,
            input: Any?,
            output: Any?,
            response: HttpResponse,
            fault: AwsFault?,
            name: String?,
        ) {
            val shape = entry.service.shape
            val types = operation as Operation<S, Any, Any>?
            val names = shape.memberNames
            journal.add(
                Call(
                    service = shape.signingName,
                    operation = name ?: operation!!.name,
                    region = place.region,
                    account = place.account,
                    requestId = requestId,
                    at = started,
                    duration = world.clock.now() - started,
                    attempt = attemptOf(route.request),
                    status = response.status,
                    errorCode = fault?.error?.code,
                    errorMessage = fault?.error?.message,
                    cause = fault?.cause,
                    notHonoured = notHonoured,
                    makeInput = input?.let { Documented.input(types!!.shape, it, names, protocol, route.request) },
                    makeOutput = output?.let { Documented.shape(types!!.shape.output, it, names) },
                ),
            )
        }
    }

    /** Nobody here is asked for this service: say so in the form that the caller is most likely to read. */
    private fun unknownService(route: Router.Route): HttpResponse {
        val requestId = world.ids.uuid()
        val place = placeOf(route.credentials, world.home)
        val fault = Faults.unknownService(route)
        val at: Instant = world.clock.now()
        val response = UnknownService.encode(fault.error, route.request, requestId)
        journal.add(
            Call(
                service = route.credentials?.service.orEmpty(),
                operation = UnknownService.operationName(route.request).orEmpty(),
                region = place.region,
                account = place.account,
                requestId = requestId,
                at = at,
                duration = world.clock.now() - at,
                attempt = attemptOf(route.request),
                status = response.status,
                errorCode = fault.error.code,
                errorMessage = fault.error.message,
                cause = null,
                notHonoured = emptyList(),
                makeInput = null,
                makeOutput = null,
            ),
        )
        return response
    }
}

/** The account is the access key where that is twelve digits; the region is the scope's. */
internal fun placeOf(
    credentials: Credentials?,
    home: Place,
): Place {
    if (credentials == null) return home
    val account = credentials.accessKey.takeIf { key -> key.length == 12 && key.all { it in '0'..'9' } } ?: home.account
    val region = credentials.region ?: home.region
    return if (account == home.account && region == home.region) home else Place(account, region)
}

/** HTTP has no content in an answer to HEAD and beside 204 and 304 (RFC 9110, 6.4.1), whatever a protocol would write. */
private fun HttpResponse.withoutForbiddenBody(method: String): HttpResponse =
    if (method == "HEAD" || status == 204 || status == 304) copy(body = HttpBody.Empty) else this

/** A form names its operation in its body, so routing needs it read. */
private suspend fun HttpRequest.withFormInMemory(): HttpRequest {
    if (body is HttpBody.Bytes) return this
    if (!isForm) return this
    return copy(body = HttpBody.Bytes(body.readBytes(MAX_FORM)))
}

/** More than any Query service takes. */
private const val MAX_FORM = 16L * 1024 * 1024

/** `amz-sdk-request: attempt=2; max=3`, which every SDK sends. */
private fun attemptOf(request: HttpRequest): Int {
    val header = request.headers["amz-sdk-request"] ?: return 1
    if (header.startsWith("attempt=1;")) return 1
    val start = header.indexOf("attempt=")
    if (start < 0) return 1
    return header.substring(start + "attempt=".length).takeWhile { it.isDigit() }.toIntOrNull() ?: 1
}
