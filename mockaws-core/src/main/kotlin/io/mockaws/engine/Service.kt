package io.mockaws.engine

import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.signature.SignedText
import io.mockaws.model.ServiceModel
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.codec.WedSerializer
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.operationShape
import io.mockaws.wire.protocol.ProtocolFactory
import kotlinx.serialization.KSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlin.time.Instant

/**
 * A service: the table from operation to handler, its protocols and the kind of its state. All that others see of
 * it; there is one object of it for all mocks, so it holds nothing that changes.
 */
internal abstract class Service<S : ServiceState<S>>(
    val shape: ServiceShape,
    val protocols: List<ProtocolFactory>,
    val state: StateKind<S>,
) {
    /** Lines of a status and the error codes that have it, for codes that AWS's model of the service does not have. */
    open val moreErrors: String get() = ""

    /** What [operation] answers to who calls too fast: a code and its message. */
    open fun throttled(operation: String): Pair<String, String> = "ThrottlingException" to "Rate exceeded"

    /** Whose state it works on: its own, unless another service has put it there, as DynamoDB does for DynamoDB Streams. */
    open val stateOwner: Service<S> get() = this

    /**
     * What its states are kept under in saved worlds and data folders. When a state changes so that older versions cannot
     * read it, it gets a new key (`SQS@2`), and its service reads both.
     */
    open val stateKey: String get() = shape.id

    /** What of [state] calls name, to tell who did not find something where it is. */
    open fun things(state: S): Sequence<Thing> = state.things()

    /**
     * What the journal says of a call that [state] has answered with [fault], for who looks for something by the wrong name: a
     * line; null for what can be told of any service by its [things].
     */
    open fun hint(
        fault: AwsFault,
        input: Map<String, Any?>,
        state: S,
        place: Place,
    ): String? = null

    /** Refuses what the model does not allow; null where the operations themselves do. */
    open val checks: ModelChecks? get() = null

    /** What is told to whoever judges calls by policies. */
    open val access: ServiceAccess<S> = ServiceAccess()

    /**
     * What is done of [name], an operation of AWS's model or one of [beyondModel]; null where nobody has written it. A
     * `when`, so that an operation's classes are loaded when it is first called:
     * `"SendMessage" -> operation(name, ::sendMessage)`.
     */
    abstract fun operation(name: String): Operation<S, *, *>?

    /** Names of operations that AWS has and its model has not. */
    open val beyondModel: List<String> get() = emptyList()

    /** Whether its states may have work to do without being called: schedules, retries, what expires and tells of it. */
    open val isTimed: Boolean get() = false

    /** When [state] has something to do, be it past; null for nothing. Asked before and after every call, so it is cheap. */
    open fun nextDue(
        state: S,
        world: World,
    ): Instant? = null

    /**
     * Does what is due first. [CallContext.now] is when that was. Takes it off the state, or puts it on a later date, before it
     * calls anybody: several pieces of work may run at once.
     */
    open suspend fun runDue(call: CallContext<S>): Unit = Unit

    /** Whether it may have addresses that no model tells; see [claims]. */
    open val hasAddresses: Boolean get() = false

    /** Whether nothing comes to it but what it [claims]: its requests have no form of AWS's. */
    open val isByAddressAlone: Boolean get() = hasAddresses

    /** Whether [request] is for it whatever else the request looks like, by an address that things of its have in [world]. */
    open fun claims(
        request: HttpRequest,
        world: World,
    ): Boolean = false

    /** Whether [request], which is normal, has to be signed where signatures are looked at. */
    open fun isSigned(
        request: HttpRequest,
        call: CallContext<S>,
    ): Boolean = true

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

/** One line of a service's table. */
internal class Operation<S : ServiceState<S>, I : Any, O : Any>(
    val shape: OperationShape<I, O>,
    /** Whether nobody has written it: it answers by rules from AWS's model. */
    val isDerived: Boolean = false,
    /** The operation of AWS's model whose shapes it has. */
    val modelName: String = shape.name,
    /** Whether its shapes are its own, and no model's. */
    val isOwn: Boolean = false,
    val handler: suspend (I, CallContext<S>) -> O,
) {
    val name: String get() = shape.name

    /** The same by the names, places and route that [model] states; the class says only which members there are. */
    fun wedTo(model: () -> ServiceModel): Operation<S, I, O> {
        val official = lazy { checkNotNull(model().operation(modelName)) { "AWS has no operation $modelName" } }
        val wed =
            OperationShape(name, lazy { shape.http ?: official.value.http }) {
                val descriptors = model().descriptors
                wed(shape.input, descriptors.input(official.value)) to
                    wed(shape.output, descriptors.output(official.value))
            }
        return Operation(wed, isDerived, modelName, handler = handler)
    }

    private fun <T : Any> wed(
        own: KSerializer<T>,
        official: SerialDescriptor,
    ): KSerializer<T> = if (own.isUnit) own else WedSerializer(own, official)
}

/** A line of the table: `"SendMessage" -> operation(name, ::sendMessage)`. */
internal inline fun <S : ServiceState<S>, reified I : Any, reified O : Any> operation(
    name: String,
    noinline handler: suspend (I, CallContext<S>) -> O,
): Operation<S, I, O> = Operation(operationShape<I, O>(name), handler = handler)

/** A line for what no model has: it comes by [http], and its members are called as those of [like]. */
internal inline fun <S : ServiceState<S>, reified I : Any, reified O : Any> operation(
    name: String,
    http: HttpTrait,
    like: String,
    noinline handler: suspend (I, CallContext<S>) -> O,
): Operation<S, I, O> = Operation(operationShape<I, O>(name, http), modelName = like, handler = handler)
