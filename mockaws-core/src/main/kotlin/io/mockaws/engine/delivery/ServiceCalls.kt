package io.mockaws.engine.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallRecord
import io.mockaws.engine.CallRules
import io.mockaws.engine.CallerThread
import io.mockaws.engine.Catalogue
import io.mockaws.engine.Faults
import io.mockaws.engine.Journal
import io.mockaws.engine.Operation
import io.mockaws.engine.Place
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.World
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.TokenFormat
import kotlinx.serialization.json.JsonObject

/**
 * Makes the calls that services make: as a client's from its rules on, without a wire.
 *
 * rules of the test -> checks by the model -> handle -> journal
 */
internal class ServiceCalls(
    private val world: World,
    private val journal: Journal,
    private val catalogue: Catalogue,
    private val rules: () -> CallRules?,
) {
    /**
     * Makes [call] and gives its output, as its handler does. Waits for as long as a latency of the test lets it.
     *
     * @param cause the call that this one comes of; null for work by the clock
     * @throws AwsFault the error that the called service answers, and nothing else
     */
    fun perform(
        call: ServiceCall<*>,
        principal: Principal,
        cause: CallRecord?,
    ): Any {
        val shape = call.service.shape
        val entry = catalogue.find(shape.name) ?: throw Faults.notImplemented(shape, call.operation)
        return perform(entry, call.operation, call.place, principal, cause) { call.input }.second
    }

    /**
     * Calls any [operation] of any [service] with the members that [input] names, as AWS's model calls them.
     *
     * @return the members of its output
     * @throws AwsFault the error that the called service answers; `NotImplemented` for what is not there
     */
    fun perform(
        service: String,
        operation: String,
        input: JsonObject,
        place: Place,
        principal: Principal,
        cause: CallRecord?,
    ): Map<String, Any?> {
        val entry =
            catalogue.find(service)
                ?: throw AwsFault("NotImplemented", "mockaws has no service $service", status = NOT_IMPLEMENTED)
        return perform(entry, operation, place, principal, cause) { entry.read(input, it) }.first.members()
    }

    /** Has the journal say that [record] of [service] ended in [fault]. */
    fun tell(
        record: CallRecord,
        service: String,
        fault: AwsFault,
    ) = journal.add(record.call(service, fault.error.status, fault, coroutine = null))

    private fun <S : ServiceState<S>> perform(
        entry: ServiceEntry<S>,
        name: String,
        place: Place,
        principal: Principal,
        cause: CallRecord?,
        inputOf: (Operation<S, *, *>) -> Any,
    ): Pair<MadeCall<S>, Any> {
        val operation =
            entry.operation(name) ?: entry.unwritten(name) ?: throw Faults.notImplemented(entry.service.shape, name)
        val made = MadeCall(world, entry, operation, place, principal, cause)
        try {
            return made to CallerThread().complete { made.answer(inputOf(operation), rules()) }
        } catch (failure: Exception) {
            throw made.fail(failure)
        } finally {
            val told = made.recorded()
            if (cause == null) told.forEach(journal::add) else cause.effects += told
        }
    }

    private fun ServiceEntry<*>.read(
        input: JsonObject,
        operation: Operation<*, *, *>,
    ): Any =
        try {
            val codec = TokenCodec(TokenFormat.JSON, service.shape.memberNames)
            codec.decode(operation.shape.input, input.toString().encodeToByteArray()) {}
        } catch (malformed: MalformedRequest) {
            throw AwsFault("SerializationException", malformed.reason, status = BAD_REQUEST)
        }

    private companion object {
        const val BAD_REQUEST = 400
        const val NOT_IMPLEMENTED = 501
    }
}
