package io.mockaws.services.kinesis

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.kinesis.op.addTagsToStream
import io.mockaws.services.kinesis.op.createStream
import io.mockaws.services.kinesis.op.decreaseStreamRetentionPeriod
import io.mockaws.services.kinesis.op.deleteResourcePolicy
import io.mockaws.services.kinesis.op.deleteStream
import io.mockaws.services.kinesis.op.deregisterStreamConsumer
import io.mockaws.services.kinesis.op.describeAccountSettings
import io.mockaws.services.kinesis.op.describeLimits
import io.mockaws.services.kinesis.op.describeStream
import io.mockaws.services.kinesis.op.describeStreamConsumer
import io.mockaws.services.kinesis.op.describeStreamSummary
import io.mockaws.services.kinesis.op.disableEnhancedMonitoring
import io.mockaws.services.kinesis.op.enableEnhancedMonitoring
import io.mockaws.services.kinesis.op.getRecords
import io.mockaws.services.kinesis.op.getResourcePolicy
import io.mockaws.services.kinesis.op.getShardIterator
import io.mockaws.services.kinesis.op.increaseStreamRetentionPeriod
import io.mockaws.services.kinesis.op.listShards
import io.mockaws.services.kinesis.op.listStreamConsumers
import io.mockaws.services.kinesis.op.listStreams
import io.mockaws.services.kinesis.op.listTagsForResource
import io.mockaws.services.kinesis.op.listTagsForStream
import io.mockaws.services.kinesis.op.mergeShards
import io.mockaws.services.kinesis.op.putRecord
import io.mockaws.services.kinesis.op.putRecords
import io.mockaws.services.kinesis.op.putResourcePolicy
import io.mockaws.services.kinesis.op.registerStreamConsumer
import io.mockaws.services.kinesis.op.removeTagsFromStream
import io.mockaws.services.kinesis.op.splitShard
import io.mockaws.services.kinesis.op.startStreamEncryption
import io.mockaws.services.kinesis.op.stopStreamEncryption
import io.mockaws.services.kinesis.op.subscribeToShard
import io.mockaws.services.kinesis.op.tagResource
import io.mockaws.services.kinesis.op.untagResource
import io.mockaws.services.kinesis.op.updateAccountSettings
import io.mockaws.services.kinesis.op.updateMaxRecordSize
import io.mockaws.services.kinesis.op.updateShardCount
import io.mockaws.services.kinesis.op.updateStreamMode
import io.mockaws.services.kinesis.op.updateStreamWarmThroughput
import io.mockaws.services.kinesis.state.KinesisState
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon Kinesis Data Streams, in JSON, and in CBOR as the SDK for Java speaks it.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html
 */
internal object KinesisService : Service<KinesisState>(
    ServiceShapes.of("kinesis"),
    listOf(Protocols.AwsJson11, Protocols.AwsJsonCbor),
    StateKind(StateKind.Scope.REGIONAL, KinesisState::create, KinesisState::read),
) {
    override val checks: ModelChecks get() = KinesisChecks

    override val access: ServiceAccess<KinesisState> get() = KinesisAccess

    override fun throttled(operation: String): Pair<String, String> =
        if (operation in onRecords) {
            "ProvisionedThroughputExceededException" to "Rate exceeded for shard in stream."
        } else {
            "LimitExceededException" to "Rate exceeded."
        }

    private val onRecords = setOf("PutRecord", "PutRecords", "GetRecords", "GetShardIterator")

    override fun operation(name: String): Operation<KinesisState, *, *>? =
        onRecords(name) ?: onStreams(name) ?: onShards(name) ?: onSettings(name)

    private fun onRecords(name: String): Operation<KinesisState, *, *>? =
        when (name) {
            "GetRecords" -> operation(name, ::getRecords)
            "GetShardIterator" -> operation(name, ::getShardIterator)
            "PutRecord" -> operation(name, ::putRecord)
            "PutRecords" -> operation(name, ::putRecords)
            "SubscribeToShard" -> operation(name, ::subscribeToShard)
            else -> null
        }

    private fun onStreams(name: String): Operation<KinesisState, *, *>? =
        when (name) {
            "CreateStream" -> operation(name, ::createStream)
            "DeleteStream" -> operation(name, ::deleteStream)
            "DeregisterStreamConsumer" -> operation(name, ::deregisterStreamConsumer)
            "DescribeAccountSettings" -> operation(name, ::describeAccountSettings)
            "DescribeLimits" -> operation(name, ::describeLimits)
            "DescribeStream" -> operation(name, ::describeStream)
            "DescribeStreamConsumer" -> operation(name, ::describeStreamConsumer)
            "DescribeStreamSummary" -> operation(name, ::describeStreamSummary)
            "ListStreamConsumers" -> operation(name, ::listStreamConsumers)
            "ListStreams" -> operation(name, ::listStreams)
            "RegisterStreamConsumer" -> operation(name, ::registerStreamConsumer)
            "UpdateAccountSettings" -> operation(name, ::updateAccountSettings)
            else -> null
        }

    private fun onShards(name: String): Operation<KinesisState, *, *>? =
        when (name) {
            "ListShards" -> operation(name, ::listShards)
            "MergeShards" -> operation(name, ::mergeShards)
            "SplitShard" -> operation(name, ::splitShard)
            "UpdateShardCount" -> operation(name, ::updateShardCount)
            else -> null
        }

    private fun onSettings(name: String): Operation<KinesisState, *, *>? =
        when (name) {
            "AddTagsToStream" -> operation(name, ::addTagsToStream)
            "DecreaseStreamRetentionPeriod" -> operation(name, ::decreaseStreamRetentionPeriod)
            "DeleteResourcePolicy" -> operation(name, ::deleteResourcePolicy)
            "DisableEnhancedMonitoring" -> operation(name, ::disableEnhancedMonitoring)
            "EnableEnhancedMonitoring" -> operation(name, ::enableEnhancedMonitoring)
            "GetResourcePolicy" -> operation(name, ::getResourcePolicy)
            "IncreaseStreamRetentionPeriod" -> operation(name, ::increaseStreamRetentionPeriod)
            "ListTagsForResource" -> operation(name, ::listTagsForResource)
            "ListTagsForStream" -> operation(name, ::listTagsForStream)
            "PutResourcePolicy" -> operation(name, ::putResourcePolicy)
            "RemoveTagsFromStream" -> operation(name, ::removeTagsFromStream)
            "StartStreamEncryption" -> operation(name, ::startStreamEncryption)
            "StopStreamEncryption" -> operation(name, ::stopStreamEncryption)
            "TagResource" -> operation(name, ::tagResource)
            "UntagResource" -> operation(name, ::untagResource)
            "UpdateMaxRecordSize" -> operation(name, ::updateMaxRecordSize)
            "UpdateStreamMode" -> operation(name, ::updateStreamMode)
            "UpdateStreamWarmThroughput" -> operation(name, ::updateStreamWarmThroughput)
            else -> null
        }
}
