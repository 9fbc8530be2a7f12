package io.mockaws.guides

import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient

/** Reads a stream on from where it was, or from its beginning when that is gone. */
class StreamConsumer(private val streamArn: String) {
    private val streams = DynamoDbStreamsClient.create()
    private var iterator = iterator(ShardIteratorType.TRIM_HORIZON)
    private var last: String? = null

    /** The ids of what has happened since. */
    fun poll(): List<String> {
        val found =
            try {
                read()
            } catch (_: ExpiredIteratorException) {
                iterator = resumed()
                read()
            }
        iterator = found.nextShardIterator()
        last = found.records().lastOrNull()?.dynamodb()?.sequenceNumber() ?: last
        return found.records().map { it.dynamodb().keys().getValue("id").s() }
    }

    private fun read(): GetRecordsResponse = streams.getRecords { it.shardIterator(iterator) }

    private fun resumed(): String =
        try {
            last?.let { iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, it) } ?: iterator(ShardIteratorType.TRIM_HORIZON)
        } catch (_: TrimmedDataAccessException) {
            iterator(ShardIteratorType.TRIM_HORIZON)
        }

    private fun iterator(
        type: ShardIteratorType,
        sequenceNumber: String? = null,
    ): String {
        val shard = streams.describeStream { it.streamArn(streamArn) }.streamDescription().shards().single().shardId()
        return streams.getShardIterator {
            it.streamArn(streamArn).shardId(shard).shardIteratorType(type).sequenceNumber(sequenceNumber)
        }.shardIterator()
    }
}
