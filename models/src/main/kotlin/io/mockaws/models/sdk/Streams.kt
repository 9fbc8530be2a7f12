package io.mockaws.models.sdk

import io.mockaws.models.Member
import io.mockaws.models.Operation
import io.mockaws.models.Service
import io.mockaws.models.Structure
import org.reactivestreams.Publisher
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler
import software.amazon.awssdk.core.sync.ResponseTransformer
import software.amazon.awssdk.protocols.core.OperationInfo
import java.lang.reflect.Method
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type

/**
 * Adds the members that the SDK's requests and responses lack, because its methods take and give them apart: bodies
 * that stream, and streams of events. What their names are no class tells; on the wire they have none.
 */
internal class Streams(
    private val service: Service,
    private val shapes: ShapeReader,
) {
    /** [methods] are those of the operation, of both clients. */
    fun add(
        operation: Operation,
        info: OperationInfo,
        methods: List<Method>,
    ) {
        val input = service.structure(operation.input!!)
        val output = service.structure(operation.output!!)
        val parameters = methods.flatMap { it.genericParameterTypes.toList() }
        if (info.hasStreamingInput()) add(input, body())
        if (parameters.any { raw(it) == ResponseTransformer::class.java }) add(output, body())
        parameters.firstOrNull {
            raw(it) == Publisher::class.java
        }?.let { add(input, events(argument(it, 0) as Class<*>)) }
        parameters.firstNotNullOfOrNull { handled(it) }?.let { add(output, events(it)) }
    }

    private fun add(
        structure: Structure,
        member: Member,
    ) {
        if (service.isRest) member.traits["p"] = null
        structure.members[member.name] = member
    }

    private fun body() = Member("Body", "blob", linkedMapOf("S" to null))

    private fun events(stream: Class<*>): Member {
        val member = Member(stream.simpleName, stream.simpleName)
        if (stream.simpleName in service.shapes) return member
        val structure = Structure(stream.simpleName, facts = linkedMapOf("union" to null, "eventstream" to null))
        service.shapes[structure.name] = structure
        val types = stream.declaredClasses.first { it.simpleName == "EventType" }.enumConstants.map { it.toString() }
        for (type in types) {
            val builder = stream.declaredMethods.firstOrNull { plain(it.name) == plain(type) + "builder" } ?: continue
            structure.members[type] = Member(type, event(builder.returnType.enclosingClass))
        }
        return member
    }

    private fun event(type: Class<*>): String {
        val event = service.structure(shapes.structure(type))
        event.facts["event"] = null
        for (member in event.members.values) {
            if ("h" in member.traits) {
                member.traits.remove("h")
                member.traits["E"] = null
            }
            if ("p" in member.traits) {
                member.traits.remove("p")
                member.traits["P"] = null
            }
        }
        return event.name
    }

    /** The events that a parameter handles, if it is a handler of events. */
    private fun handled(parameter: Type): Class<*>? {
        val handler = (parameter as? Class<*>)?.genericInterfaces?.firstOrNull {
            raw(it) ==
                EventStreamResponseHandler::class.java
        }
        return argument(handler, 1) as Class<*>?
    }
}

private fun raw(type: Type?): Type? = (type as? ParameterizedType)?.rawType ?: type
