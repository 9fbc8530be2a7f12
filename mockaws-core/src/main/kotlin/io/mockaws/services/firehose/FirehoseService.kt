package io.mockaws.services.firehose

import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.firehose.op.createDeliveryStream
import io.mockaws.services.firehose.op.deleteDeliveryStream
import io.mockaws.services.firehose.op.describeDeliveryStream
import io.mockaws.services.firehose.op.listDeliveryStreams
import io.mockaws.services.firehose.op.listTagsForDeliveryStream
import io.mockaws.services.firehose.op.putRecord
import io.mockaws.services.firehose.op.putRecordBatch
import io.mockaws.services.firehose.op.startDeliveryStreamEncryption
import io.mockaws.services.firehose.op.stopDeliveryStreamEncryption
import io.mockaws.services.firehose.op.tagDeliveryStream
import io.mockaws.services.firehose.op.untagDeliveryStream
import io.mockaws.services.firehose.op.updateDestination
import io.mockaws.services.firehose.run.work
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.FirehoseState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon Data Firehose.
 *
 * https://docs.aws.amazon.com/firehose/latest/APIReference/Welcome.html
 */
internal object FirehoseService : Service<FirehoseState>(
    ServiceShapes.of("firehose"),
    listOf(Protocols.AwsJson11),
    StateKind(StateKind.Scope.REGIONAL, FirehoseState::create, FirehoseState::read),
) {
    override val checks: ModelChecks get() = FirehoseChecks

    override val moreErrors: String get() = "400 ValidationException"

    override fun throttled(operation: String): Pair<String, String> =
        if (operation.startsWith("PutRecord")) {
            "ServiceUnavailableException" to "Slow down."
        } else {
            "LimitExceededException" to "Rate exceeded"
        }

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: FirehoseState,
        world: World,
    ): Instant? = listOfNotNull(state.nextDelivery, state.nextRead(world)?.second?.due).minOrNull()

    override suspend fun runDue(call: FirehoseCall) = call.work()

    override fun operation(name: String): Operation<FirehoseState, *, *>? =
        when (name) {
            "CreateDeliveryStream" -> operationByMembers("firehose", name, ::createDeliveryStream)
            "DeleteDeliveryStream" -> operation(name, ::deleteDeliveryStream)
            "DescribeDeliveryStream" -> operationByMembers("firehose", name, ::describeDeliveryStream)
            "ListDeliveryStreams" -> operation(name, ::listDeliveryStreams)
            "ListTagsForDeliveryStream" -> operation(name, ::listTagsForDeliveryStream)
            "PutRecord" -> operation(name, ::putRecord)
            "PutRecordBatch" -> operation(name, ::putRecordBatch)
            "StartDeliveryStreamEncryption" -> operation(name, ::startDeliveryStreamEncryption)
            "StopDeliveryStreamEncryption" -> operation(name, ::stopDeliveryStreamEncryption)
            "TagDeliveryStream" -> operation(name, ::tagDeliveryStream)
            "UntagDeliveryStream" -> operation(name, ::untagDeliveryStream)
            "UpdateDestination" -> operationByMembers("firehose", name, ::updateDestination)
            else -> null
        }
}
