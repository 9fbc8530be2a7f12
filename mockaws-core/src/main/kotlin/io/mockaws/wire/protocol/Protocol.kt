package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/**
 * One of AWS's protocols for one service: how an operation is named, how its input and output lie in a message.
 * Framing only; bytes are the codecs' business, the split over labels, query, headers and body the binding's.
 * Stateless but for plans that it caches by descriptor; safe for all threads.
 */
internal interface Protocol {
    /** Smithy's name of it: `awsJson1_0`. */
    val name: String

    /** Whether the whole input lies in the body of a POST, so that [decode] needs nothing else of a request. */
    val inputIsBody: Boolean

    /**
     * Whether [request] speaks this protocol, and for which operation: the name of the operation, null when the
     * request is not in this protocol. The name may be one that the service does not have.
     */
    fun operationName(request: HttpRequest): String?

    /**
     * Reads the input. Members that the shape does not have are named to [unknown] and skipped.
     *
     * @throws io.mockaws.wire.MalformedRequest for input without the operation's shape
     */
    suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I

    /** Writes a success. */
    fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse

    /** Writes an error in this protocol's form. */
    fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse

    /** The error for input that [failure] says is malformed. */
    fun malformed(failure: io.mockaws.wire.MalformedRequest): ErrorShape

    /** The error for an operation that AWS does not know; [name] is null for a request that names none. */
    fun unknownOperation(name: String?): ErrorShape

    /** Whether [request], which names no operation, is most likely meant for this protocol. */
    fun resembles(request: HttpRequest): Boolean
}

/** Makes a [Protocol] for a service: `AwsJson(1.0)`, `RestXml`, ... are values of this type. */
internal fun interface ProtocolFactory {
    /** [operations] are those that it may find, for the protocols that go by methods and paths; others do not ask. */
    fun create(
        service: ServiceShape,
        operations: () -> List<OperationShape<*, *>>,
    ): Protocol

    fun create(
        service: ServiceShape,
        operations: List<OperationShape<*, *>> = emptyList(),
    ): Protocol = create(service) { operations }
}
