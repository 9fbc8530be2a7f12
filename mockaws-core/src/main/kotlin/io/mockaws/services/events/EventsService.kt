package io.mockaws.services.events

import io.mockaws.derive.derivedOperation
import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsState
import io.mockaws.services.events.delivery.work
import io.mockaws.services.events.op.cancelReplay
import io.mockaws.services.events.op.createApiDestination
import io.mockaws.services.events.op.createArchive
import io.mockaws.services.events.op.createConnection
import io.mockaws.services.events.op.createEventBus
import io.mockaws.services.events.op.deauthorizeConnection
import io.mockaws.services.events.op.deleteApiDestination
import io.mockaws.services.events.op.deleteArchive
import io.mockaws.services.events.op.deleteConnection
import io.mockaws.services.events.op.deleteEventBus
import io.mockaws.services.events.op.deleteRule
import io.mockaws.services.events.op.describeApiDestination
import io.mockaws.services.events.op.describeArchive
import io.mockaws.services.events.op.describeConnection
import io.mockaws.services.events.op.describeEventBus
import io.mockaws.services.events.op.describeReplay
import io.mockaws.services.events.op.describeRule
import io.mockaws.services.events.op.disableRule
import io.mockaws.services.events.op.enableRule
import io.mockaws.services.events.op.invokeApiDestination
import io.mockaws.services.events.op.listApiDestinations
import io.mockaws.services.events.op.listArchives
import io.mockaws.services.events.op.listConnections
import io.mockaws.services.events.op.listEventBuses
import io.mockaws.services.events.op.listReplays
import io.mockaws.services.events.op.listRuleNamesByTarget
import io.mockaws.services.events.op.listRules
import io.mockaws.services.events.op.listTagsForResource
import io.mockaws.services.events.op.listTargetsByRule
import io.mockaws.services.events.op.putEvents
import io.mockaws.services.events.op.putPermission
import io.mockaws.services.events.op.putRule
import io.mockaws.services.events.op.putTargets
import io.mockaws.services.events.op.removePermission
import io.mockaws.services.events.op.removeTargets
import io.mockaws.services.events.op.startReplay
import io.mockaws.services.events.op.tagResource
import io.mockaws.services.events.op.testEventPattern
import io.mockaws.services.events.op.untagResource
import io.mockaws.services.events.op.updateApiDestination
import io.mockaws.services.events.op.updateArchive
import io.mockaws.services.events.op.updateConnection
import io.mockaws.services.events.op.updateEventBus
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon EventBridge. Global endpoints and the event sources of partners are records, by rules from the model.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html
 */
internal object EventsService : Service<EventsState>(
    ServiceShapes.of("events"),
    listOf(Protocols.AwsJson11),
    StateKind(StateKind.Scope.REGIONAL, EventsState::create, EventsState::read),
) {
    override val checks: ModelChecks get() = EventsChecks

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: EventsState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: EventsCall) = call.work()

    override fun operation(name: String): Operation<EventsState, *, *>? =
        onBuses(name) ?: onRules(name) ?: onArchives(name) ?: onDestinations(name)
            ?: if (Models.service("events").operation(name) == null) null else derivedOperation("events", name)

    private fun onBuses(name: String): Operation<EventsState, *, *>? =
        when (name) {
            "CreateEventBus" -> operation(name, ::createEventBus)
            "DeleteEventBus" -> operation(name, ::deleteEventBus)
            "DescribeEventBus" -> operation(name, ::describeEventBus)
            "ListEventBuses" -> operation(name, ::listEventBuses)
            "ListTagsForResource" -> operation(name, ::listTagsForResource)
            "PutEvents" -> operation(name, ::putEvents)
            "PutPermission" -> operation(name, ::putPermission)
            "RemovePermission" -> operation(name, ::removePermission)
            "TagResource" -> operation(name, ::tagResource)
            "TestEventPattern" -> operation(name, ::testEventPattern)
            "UntagResource" -> operation(name, ::untagResource)
            "UpdateEventBus" -> operation(name, ::updateEventBus)
            else -> null
        }

    private fun onRules(name: String): Operation<EventsState, *, *>? =
        when (name) {
            "DeleteRule" -> operation(name, ::deleteRule)
            "DescribeRule" -> operation(name, ::describeRule)
            "DisableRule" -> operation(name, ::disableRule)
            "EnableRule" -> operation(name, ::enableRule)
            "ListRuleNamesByTarget" -> operation(name, ::listRuleNamesByTarget)
            "ListRules" -> operation(name, ::listRules)
            "ListTargetsByRule" -> operationByMembers("events", name, ::listTargetsByRule)
            "PutRule" -> operation(name, ::putRule)
            "PutTargets" -> operationByMembers("events", name, ::putTargets)
            "RemoveTargets" -> operation(name, ::removeTargets)
            else -> null
        }

    private fun onArchives(name: String): Operation<EventsState, *, *>? =
        when (name) {
            "CancelReplay" -> operation(name, ::cancelReplay)
            "CreateArchive" -> operation(name, ::createArchive)
            "DeleteArchive" -> operation(name, ::deleteArchive)
            "DescribeArchive" -> operation(name, ::describeArchive)
            "DescribeReplay" -> operation(name, ::describeReplay)
            "ListArchives" -> operation(name, ::listArchives)
            "ListReplays" -> operation(name, ::listReplays)
            "StartReplay" -> operation(name, ::startReplay)
            "UpdateArchive" -> operation(name, ::updateArchive)
            else -> null
        }

    private fun onDestinations(name: String): Operation<EventsState, *, *>? =
        when (name) {
            "CreateApiDestination" -> operation(name, ::createApiDestination)

            "CreateConnection" -> operationByMembers("events", name, ::createConnection)

            "DeauthorizeConnection" -> operation(name, ::deauthorizeConnection)

            "DeleteApiDestination" -> operation(name, ::deleteApiDestination)

            "DeleteConnection" -> operation(name, ::deleteConnection)

            "InvokeApiDestination" ->
                operation(name, HttpTrait("POST", "/"), like = "ListApiDestinations", ::invokeApiDestination)

            "DescribeApiDestination" -> operation(name, ::describeApiDestination)

            "DescribeConnection" -> operationByMembers("events", name, ::describeConnection)

            "ListApiDestinations" -> operation(name, ::listApiDestinations)

            "ListConnections" -> operation(name, ::listConnections)

            "UpdateApiDestination" -> operation(name, ::updateApiDestination)

            "UpdateConnection" -> operationByMembers("events", name, ::updateConnection)

            else -> null
        }
}
