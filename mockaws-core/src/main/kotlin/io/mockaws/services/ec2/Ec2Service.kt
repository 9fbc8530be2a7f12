package io.mockaws.services.ec2

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.CallContext
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.parts
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.ec2.op.Handler
import io.mockaws.services.ec2.op.createTags
import io.mockaws.services.ec2.op.deleteTags
import io.mockaws.services.ec2.op.instanceOperation
import io.mockaws.services.ec2.op.networkOperation
import io.mockaws.services.ec2.op.splitIds
import io.mockaws.services.ec2.op.transitOperation
import io.mockaws.services.ec2.op.vpcOperation
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Ec2State
import io.mockaws.services.ec2.state.forgetGone
import io.mockaws.services.ec2.state.once
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon EC2: instances, images, VPCs and what goes with them by hand, all else by rules from its model.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html
 */
internal object Ec2Service : Service<Ec2State>(
    ServiceShapes.of("ec2", "http://ec2.amazonaws.com/doc/2016-11-15"),
    listOf(Protocols.Ec2Query),
    StateKind(StateKind.Scope.REGIONAL, Ec2State::create, Ec2State::read),
) {
    override val checks: ModelChecks get() = Ec2Checks

    override val access: ServiceAccess<Ec2State> get() = Ec2Access

    override val isTimed: Boolean get() = true

    override fun throttled(operation: String): Pair<String, String> =
        "RequestLimitExceeded" to "Request limit exceeded."

    override fun nextDue(
        state: Ec2State,
        world: World,
    ): Instant? = state.firstDue

    override suspend fun runDue(call: CallContext<Ec2State>) = call.state.forgetGone(call.now())

    override fun operation(name: String): Operation<Ec2State, *, *>? {
        if (Models.service("ec2").operation(name) == null) return null
        val derived = derivedOperation<Ec2State>("ec2", name)
        val written = handler(name, derived) ?: return Operation(derived.shape, isDerived = true) { input, call ->
            refuseDry(input)
            derived.handler(input, call)
        }
        return Operation(derived.shape) { input, call ->
            refuseDry(input)
            call.once(name, input) { written(input, call) }
        }
    }

    private fun refuseDry(input: Members) {
        if (input.flag("DryRun") == true) throw Ec2Faults.dryRun()
    }

    private fun handler(
        name: String,
        derived: Operation<Ec2State, Members, Members>,
    ): Handler? =
        when (name) {
            "CreateTags" -> tagging(derived, ::createTags)
            "DeleteTags" -> tagging(derived, ::deleteTags)
            else -> vpcOperation(name) ?: instanceOperation(name) ?: networkOperation(name) ?: transitOperation(name)
        }

    /** An operation on tags of things some of which may be derived. */
    private fun tagging(
        derived: Operation<Ec2State, Members, Members>,
        ofWritten: (List<String>, List<Members>, Ec2Call) -> Unit,
    ): Handler = { input, call ->
        val (written, others) = splitIds(input)
        ofWritten(written, input.parts("Tags"), call)
        if (others.isNotEmpty()) derived.handler(input + ("Resources" to others), call)
        DONE
    }
}
