package io.mockaws.engine

import io.mockaws.engine.signature.SignedText
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.operationShape
import io.mockaws.wire.protocol.ProtocolFactory

/**
 * A service: the table from operation to handler, its protocols and the kind of its state. All that others see of
 * it; there is one object of it for all mocks, so it holds nothing that changes.
 */
internal abstract class Service<S : ServiceState<S>>(
    val shape: ServiceShape,
    val protocols: List<ProtocolFactory>,
    val state: StateKind<S>,
    /** Its errors by code, for tests that ask for one. */
    val errors: ServiceErrors,
) {
    /** Whose state it works on: its own, unless another service has put it there, as DynamoDB does for DynamoDB Streams. */
    open val stateOwner: Service<S> get() = this

    /** What the service does. */
    abstract val operations: List<Operation<S, *, *>>

    /**
     * What AWS has and this service does not: it answers 501 `NotImplemented`, where a name that AWS does not know
     * either gets AWS's own error. In a REST service each has the method and pattern of its route.
     */
    open val missing: List<MissingOperation> get() = emptyList()

    /** All that a protocol may find: what the service does, and what it knows it does not. */
    fun routes(): List<OperationShape<*, *>> =
        operations.map { it.shape } + missing.map { operationShape<Unit, Unit>(it.name, it.http) }

    /** A last look at a request before it is routed: S3 turns `bucket.s3.amazonaws.com/key` into `/bucket/key`. */
    open fun normalize(request: HttpRequest): HttpRequest = request

    /**
     * What is signed in place of [request], which is normal; null where the request itself is. Refuses one whose proof
     * is not whole by an [AwsFault].
     */
    open fun signedText(request: HttpRequest): SignedText? = null

    /**
     * Turns a request away before it is read, by an [AwsFault]: what only its head tells and no operation asks for,
     * as that a presigned URL has expired.
     */
    open fun admit(
        request: HttpRequest,
        call: CallContext<S>,
    ) = Unit

    /** What AWS says to [request] whoever sends it, before it looks at what it asks for; null for nothing. */
    open fun refusalOf(request: HttpRequest): AwsFault? = null
}

/** An operation that answers 501 `NotImplemented` by its name. */
internal class MissingOperation(
    val name: String,
    val http: HttpTrait? = null,
)

/** One line of a service's table. */
internal class Operation<S : ServiceState<S>, I : Any, O : Any>(
    val shape: OperationShape<I, O>,
    val handler: suspend (I, CallContext<S>) -> O,
) {
    val name: String get() = shape.name
}

/** A line of the table: `operation("SendMessage", ::sendMessage)`. [http] is for REST protocols alone. */
internal inline fun <S : ServiceState<S>, reified I : Any, reified O : Any> operation(
    name: String,
    noinline handler: suspend (I, CallContext<S>) -> O,
    http: HttpTrait? = null,
): Operation<S, I, O> = Operation(operationShape<I, O>(name, http), handler)
