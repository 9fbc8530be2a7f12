package io.mockaws.services.ssm

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.ssm.op.addTags
import io.mockaws.services.ssm.op.deleteParameter
import io.mockaws.services.ssm.op.deleteParameters
import io.mockaws.services.ssm.op.describeParameters
import io.mockaws.services.ssm.op.getParameter
import io.mockaws.services.ssm.op.getParameterHistory
import io.mockaws.services.ssm.op.getParameters
import io.mockaws.services.ssm.op.getParametersByPath
import io.mockaws.services.ssm.op.labelParameterVersion
import io.mockaws.services.ssm.op.putParameter
import io.mockaws.services.ssm.op.removeTags
import io.mockaws.services.ssm.op.tagsOf
import io.mockaws.services.ssm.op.unlabelParameterVersion
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmState
import io.mockaws.services.ssm.parameter.actOnPolicies
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * AWS Systems Manager: Parameter Store by hand, all else by rules from its model.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html
 */
internal object SsmService : Service<SsmState>(
    ServiceShapes.of("ssm"),
    listOf(Protocols.AwsJson11),
    StateKind(StateKind.Scope.REGIONAL, SsmState::create, SsmState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.JSON

    override val access: ServiceAccess<SsmState> get() = SsmAccess

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: SsmState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: SsmCall) = call.actOnPolicies()

    override fun operation(name: String): Operation<SsmState, *, *>? =
        when (name) {
            "AddTagsToResource" ->
                tagging(name) { id, input, call ->
                    val tags = (input["Tags"] as List<*>).map { it as Map<*, *> }
                    call.addTags(id, tags.map { it["Key"] as String? to it["Value"] as String? })
                    emptyMap()
                }

            "DeleteParameter" -> operation(name, ::deleteParameter)

            "DeleteParameters" -> operation(name, ::deleteParameters)

            "DescribeParameters" -> operation(name, ::describeParameters)

            "GetParameter" -> operation(name, ::getParameter)

            "GetParameterHistory" -> operation(name, ::getParameterHistory)

            "GetParameters" -> operation(name, ::getParameters)

            "GetParametersByPath" -> operation(name, ::getParametersByPath)

            "LabelParameterVersion" -> operation(name, ::labelParameterVersion)

            "ListTagsForResource" ->
                tagging(name) { id, _, call ->
                    mapOf("TagList" to call.tagsOf(id).map { (key, value) -> mapOf("Key" to key, "Value" to value) })
                }

            "PutParameter" -> operation(name, ::putParameter)

            "RemoveTagsFromResource" ->
                tagging(name) { id, input, call ->
                    call.removeTags(id, (input["TagKeys"] as List<*>).map { it as String })
                    emptyMap()
                }

            "UnlabelParameterVersion" -> operation(name, ::unlabelParameterVersion)

            else -> if (Models.service("ssm").operation(name) == null) null else derivedOperation("ssm", name)
        }

    /** An operation on tags: those of parameters are written, those of all else derived. */
    private fun tagging(
        name: String,
        ofParameter: (String, Map<String, Any?>, SsmCall) -> Map<String, Any?>,
    ): Operation<SsmState, Map<String, Any?>, Map<String, Any?>> {
        val derived = derivedOperation<SsmState>("ssm", name)
        return Operation(derived.shape) { input, call ->
            if (input["ResourceType"] == "Parameter") {
                ofParameter(input["ResourceId"] as String, input, call)
            } else {
                derived.handler(input, call)
            }
        }
    }
}
