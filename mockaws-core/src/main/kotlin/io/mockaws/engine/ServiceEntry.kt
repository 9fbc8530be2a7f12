package io.mockaws.engine

import io.mockaws.model.Models
import io.mockaws.model.ServiceModel
import io.mockaws.model.membersShape
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.codec.LegibleMembers
import io.mockaws.wire.codec.MembersSerializer
import io.mockaws.wire.codec.RuntimeShape
import io.mockaws.wire.codec.WedShape
import io.mockaws.wire.operationShape
import io.mockaws.wire.protocol.Protocol
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import java.util.concurrent.ConcurrentHashMap

/** A service with its protocols and its table laid out for look-up. Holds nothing that changes; one for the JVM. */
internal class ServiceEntry<S : ServiceState<S>>(
    val service: Service<S>,
) {
    val name: String get() = service.shape.name

    /** AWS's own description of the service. */
    val model: ServiceModel by lazy { Models.service(name) }
    val errors: ServiceErrors = ServiceErrors(::model, service.moreErrors)
    val protocols: List<Protocol> by lazy { service.protocols.map { it.create(service.shape, ::routes) } }
    private val operations = ConcurrentHashMap<String, Operation<S, *, *>>()
    private val unwritten = ConcurrentHashMap<String, Operation<S, Map<String, Any?>, Map<String, Any?>>>()
    private val legible = ConcurrentHashMap<String, OperationShape<Map<String, Any?>, Unit>>()
    private val canned = ConcurrentHashMap<String, OperationShape<*, Map<String, Any?>>>()

    /** What is done of [name]; null where nobody has written it. */
    fun operation(name: String): Operation<S, *, *>? {
        operations[name]?.let { return it }
        val own = service.operation(name) ?: return null
        return operations.computeIfAbsent(name) { wed(own) }
    }

    /**
     * [name] of AWS's where nobody has written it: its input is read all the same, for the journal and for stubs, and it is
     * refused; null where AWS has none of that name.
     */
    fun unwritten(name: String): Operation<S, *, *>? {
        unwritten[name]?.let { return it }
        val official = model.operation(name) ?: return null
        val shape = model.membersShape(official, service.shape.memberNames)
        return unwritten.computeIfAbsent(name) {
            Operation(shape) { _, _ -> throw Faults.notImplemented(service.shape, name) }
        }
    }

    /** The names of the operations that are done, which loads them all. */
    val writtenNames: Set<String>
        get() = operationNames.filterTo(LinkedHashSet()) { operation(it) != null }

    /** Refuses [input] where the service leaves that to its model. */
    fun <I : Any> check(
        operation: Operation<S, I, *>,
        input: I,
    ) {
        if (service.checks == null) return
        checkMembers(operation, Documents.of(operation.shape.input, input, service.shape.memberNames))
    }

    /** The same for [members], what could be read of an input that lacks some. */
    fun checkMembers(
        operation: Operation<S, *, *>,
        members: Map<String, Any?>,
    ) {
        val checks = service.checks ?: return
        val official = model.operation(operation.modelName) ?: return
        checks.check(official.input, members)
    }

    private fun wed(operation: Operation<S, *, *>): Operation<S, *, *> =
        if (operation.isDerived || operation.isOwn) operation else operation.wedTo(::model)

    /** All that a protocol may find: what the service does, and what it does not. */
    private fun routes(): List<OperationShape<*, *>> =
        model.operationNames.map { operationShape<Unit, Unit>(it, model.operation(it)!!.http) } +
            service.beyondModel.mapNotNull { operation(it)?.shape }

    /** [official], and what the service answers beyond it: the status of a range, say. */
    private fun whole(
        official: SerialDescriptor,
        own: SerialDescriptor?,
    ): SerialDescriptor {
        val strangers = (own as? WedShape)?.strangers.orEmpty()
        if (strangers.isEmpty()) return official
        return RuntimeShape(official.serialName, official.kind, official.annotations) {
            elements(official, (0 until official.elementsCount).toList()) + elements(own!!, strangers)
        }
    }

    private fun elements(
        of: SerialDescriptor,
        indices: List<Int>,
    ) = indices.map { i ->
        RuntimeShape.Element(of.getElementName(i), of.getElementAnnotations(i)) { of.getElementDescriptor(i) }
    }

    /** Whether AWS has [operation], whatever is done here about it. */
    fun has(operation: String): Boolean = operation in operationNames

    /** [operation] with what can be read of an input that is malformed. */
    fun legible(operation: Operation<S, *, *>): OperationShape<Map<String, Any?>, Unit> =
        legible.computeIfAbsent(operation.name) {
            val members = LegibleMembers(operation.shape.input.descriptor, service.shape.memberNames)
            OperationShape(it, operation.shape.http) { members to Unit.serializer() }
        }

    /** What [operation] answers to who calls too fast. */
    fun throttled(operation: String): ErrorShape =
        service.throttled(operation).let { (code, message) -> errors.of(code, message) }

    /** All operations that AWS has, by name. */
    val operationNames: Set<String> by lazy { model.operationNames + service.beyondModel }

    /**
     * An operation with an output of members by AWS's names: what a test wants answered.
     *
     * @param foreign the shape of its output where AWS's model, as we have it, does not know it; null when nobody does
     */
    fun canned(
        operation: String,
        foreign: () -> SerialDescriptor?,
    ): OperationShape<*, Map<String, Any?>>? {
        canned[operation]?.let { return it }
        val official = model.operation(operation)
        val own = operation(operation)?.shape
        val output =
            official?.let { whole(model.descriptors.output(it), own?.output?.descriptor) }
                ?: own?.output?.descriptor ?: foreign() ?: return null
        val http = official?.http ?: own?.http
        val members = MembersSerializer(output, service.shape.memberNames)
        return canned.computeIfAbsent(operation) { OperationShape(it, http) { Unit.serializer() to members } }
    }
}
