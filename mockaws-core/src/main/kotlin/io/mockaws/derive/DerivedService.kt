package io.mockaws.derive

import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceErrors
import io.mockaws.engine.StateKind
import io.mockaws.model.Models
import io.mockaws.model.ServiceModel
import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.codec.MembersSerializer
import io.mockaws.wire.protocol.ProtocolFactory
import io.mockaws.wire.protocol.Protocols
import kotlinx.serialization.descriptors.SerialDescriptor
import java.util.concurrent.ConcurrentHashMap

/**
 * A service that nobody has written: its operations are answered by rules from its [model], with real state
 * ([Derivation]). One for the JVM and model, made when it is first called.
 */
internal class DerivedService private constructor(
    val model: ServiceModel,
) : Service<DerivedState>(
    shapeOf(model),
    model.facts.protocols.map(::protocol),
    StateKind(StateKind.Scope.REGIONAL, { DerivedState() }) { _, entries -> derivedStateOf(entries) },
    ServiceErrors("") { "ThrottlingException" to "Rate exceeded" },
) {
    private val derivation = Derivation(model)

    override val operations: List<Operation<DerivedState, *, *>> by lazy { model.operationNames.map(::operation) }

    private fun operation(name: String): Operation<DerivedState, Map<String, Any?>, Map<String, Any?>> {
        val operation = model.operation(name)!!
        val shape =
            OperationShape(name, operation.http) {
                serializer(model.descriptors.input(operation)) to serializer(model.descriptors.output(operation))
            }
        return Operation(shape) { input, call -> derivation.answer(operation, input, call) }
    }

    private fun serializer(descriptor: SerialDescriptor) =
        MembersSerializer(descriptor, MemberNames.AS_IS)

    companion object {
        private val services = ConcurrentHashMap<String, DerivedService>()

        /** The one that the AWS CLI calls [name]; null where AWS has none of that name. */
        fun named(name: String): DerivedService? {
            services[name]?.let { return it }
            if (Models.facts(name) == null) return null
            return services.computeIfAbsent(name) { DerivedService(Models.service(it)) }
        }

        private fun shapeOf(model: ServiceModel): ServiceShape {
            val facts = model.facts
            return ServiceShape(
                id = facts.id,
                signingName = facts.signingName,
                version = facts.version,
                targetPrefix = facts.targetPrefix,
                shapeName = facts.shapeName,
                xmlNamespace = model.xmlNamespace,
                endpointPrefix = facts.endpointPrefix,
                memberNames = MemberNames.AS_IS,
                queryCompatible = facts.isQueryCompatible,
                name = facts.name,
            )
        }

        private fun protocol(name: String): ProtocolFactory =
            when (name) {
                "awsJson1_0" -> Protocols.AwsJson10
                "awsJson1_1" -> Protocols.AwsJson11
                "awsJson1_1Cbor" -> Protocols.AwsJsonCbor
                "rpcv2Cbor" -> Protocols.RpcV2Cbor
                "awsQuery" -> Protocols.AwsQuery
                "ec2Query" -> Protocols.Ec2Query
                "restJson1" -> Protocols.RestJson1
                "restXml" -> Protocols.RestXml
                else -> error("No protocol is called $name")
            }
    }
}
