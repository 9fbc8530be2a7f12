package io.mockaws.services.dynamodb.streams

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html and its neighbours. */
internal object StreamFaults {
    fun noSuchStream(arn: String): AwsFault =
        AwsFault("ResourceNotFoundException", "Requested resource not found: Stream: $arn not found")

    fun noSuchShard(): AwsFault =
        AwsFault("ResourceNotFoundException", "Requested resource not found: Shard does not exist")

    fun invalidArn(): AwsFault = DynamoDbFaults.validation("Invalid StreamArn")

    fun invalidIterator(): AwsFault = DynamoDbFaults.validation("Invalid ShardIterator")

    fun expiredIterator(): AwsFault = AwsFault("ExpiredIteratorException", "Shard iterator has expired")

    fun invalidSequenceNumber(): AwsFault = DynamoDbFaults.validation("Invalid SequenceNumber")

    fun sequenceNumberMissing(type: String): AwsFault =
        DynamoDbFaults.validation("SequenceNumber must be specified when ShardIteratorType is $type")

    fun sequenceNumberNotAllowed(type: String): AwsFault =
        DynamoDbFaults.validation("SequenceNumber must not be specified when ShardIteratorType is $type")

    fun trimmed(): AwsFault =
        AwsFault("TrimmedDataAccessException", "The data you are trying to access has been trimmed.")
}

/** @throws AwsFault for what is no ARN of a stream, or of one that is not there */
internal fun Streams.existing(arn: String): Stream {
    if (!STREAM_ARN.matches(arn)) throw StreamFaults.invalidArn()
    return this[arn] ?: throw StreamFaults.noSuchStream(arn)
}

internal val STREAM_ARN: Regex = Regex("arn:[^:]+:dynamodb:[^:]+:[^:]+:table/[^/]+/stream/[^/]+")
