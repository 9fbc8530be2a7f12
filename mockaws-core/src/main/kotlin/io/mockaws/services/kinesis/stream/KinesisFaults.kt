package io.mockaws.services.kinesis.stream

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal
import java.math.BigInteger

/** Errors of Kinesis Data Streams and their words; statuses are the model's. */
internal object KinesisFaults {
    fun noStream(
        name: String,
        account: String,
    ) = notFound("Stream $name under account $account not found.")

    fun noShard(
        id: String,
        stream: Stream,
        account: String,
    ) = notFound("Could not find shard $id in stream ${stream.name} under account $account.")

    fun noShardToRead(
        id: String,
        stream: Stream,
        account: String,
    ) = notFound("Shard $id in stream ${stream.name} under account $account does not exist")

    fun noConsumer(
        id: String,
        account: String,
    ) = notFound("Consumer $id, account $account not found.")

    fun noPolicy(arn: String) = notFound("No resource policy found for resource ARN $arn.")

    fun streamExists(
        name: String,
        account: String,
    ) = inUse("Stream $name under account $account already exists.")

    fun consumerExists(
        name: String,
        account: String,
    ) = inUse("Consumer $name under account $account already exists.")

    fun hasConsumers(
        name: String,
        account: String,
    ) = inUse(
        "Stream $name under account $account cannot be deleted because it has consumers. Deregister them, or set " +
            "EnforceConsumerDeletion.",
    )

    fun subscribed(consumerArn: String) =
        inUse("Another active subscription exists for this consumer: $consumerArn")

    fun onDemand(
        stream: Stream,
        account: String,
    ) = validation("Request is invalid. Stream ${stream.name} under account $account is in On-Demand mode.")

    fun closedShard(
        shard: Shard,
        stream: Stream,
        account: String,
    ) = invalid(
        "Shard ${shard.id} in stream ${stream.name} under account $account has already been merged or split, and " +
            "thus is not eligible for merging or splitting.",
    )

    fun notAdjacent(
        shard: Shard,
        other: Shard,
        stream: Stream,
        account: String,
    ) = invalid(
        "Shards ${shard.id} and ${other.id} in stream ${stream.name} under account $account are not an adjacent pair " +
            "of shards eligible for merging",
    )

    fun badSplit(
        key: BigInteger,
        shard: Shard,
        stream: Stream,
        account: String,
    ) = invalid(
        "NewStartingHashKey $key used in SplitShard() on shard ${shard.id} in stream ${stream.name} under account " +
            "$account " +
            "is not both greater than one plus the shard's StartingHashKey ${shard.first} and less than the shard's " +
            "EndingHashKey ${shard.last - BigInteger.ONE}.",
    )

    fun badHashKey(key: String) =
        invalid("Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was $key")

    fun shortRetention(hours: Int) =
        invalid(
            "Minimum allowed retention period is ${KinesisLimits.RETENTION} hours. Requested retention period " +
                "($hours hours) is too short.",
        )

    fun longRetention(hours: Int) =
        invalid(
            "Maximum allowed retention period is ${KinesisLimits.LONGEST_RETENTION} hours. Requested retention " +
                "period ($hours hours) is too long.",
        )

    fun notLonger(
        hours: Int,
        stream: Stream,
    ) = invalid(
        "Requested retention period ($hours hours) for stream ${stream.name} can not be shorter than existing " +
            "retention period (${stream.retentionHours} hours). Use DecreaseRetentionPeriod API.",
    )

    fun notShorter(
        hours: Int,
        stream: Stream,
    ) = invalid(
        "Requested retention period ($hours hours) for stream ${stream.name} can not be longer than existing " +
            "retention period (${stream.retentionHours} hours). Use IncreaseRetentionPeriod API.",
    )

    fun foreignNumber(
        number: String,
        shard: Shard,
        stream: Stream,
        account: String,
    ) = invalid(
        "StartingSequenceNumber $number used in GetShardIterator on shard ${shard.id} in stream ${stream.name} under " +
            "account $account is invalid because it did not come from this stream.",
    )

    fun badOrdering(
        number: String,
        stream: Stream,
        account: String,
    ) = invalid(
        "ExclusiveMinimumSequenceNumber $number used in PutRecord on stream ${stream.name} under account $account is " +
            "invalid.",
    )

    fun badIterator() = invalid("Invalid ShardIterator.")

    fun badToken() = invalid("The value for NextToken is invalid.")

    fun expiredToken() = AwsFault("ExpiredNextTokenException", "The NextToken has expired.")

    fun expiredIterator(
        issued: String,
        now: String,
    ) = AwsFault(
        "ExpiredIteratorException",
        "Iterator expired. The iterator was created at time $issued while right now it is $now which is further in " +
            "the future than the tolerated delay of ${KinesisLimits.iteratorAge.inWholeMilliseconds} milliseconds.",
    )

    fun tooFast(
        shard: Shard,
        stream: Stream,
        account: String,
    ) = AwsFault(
        "ProvisionedThroughputExceededException",
        "Rate exceeded for shard ${shard.id} in stream ${stream.name} under account $account.",
    )

    fun shardLimit(
        more: Int,
        current: Int,
        limit: Int,
        account: String,
        region: String,
    ) = limit(
        "This request would exceed the shard limit for the account $account in $region. Current shard count for the " +
            "account: $current. Limit: $limit. Number of additional shards that would have resulted from this " +
            "request: $more. Refer to the AWS Service Limits page " +
            "(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits." +
            "html) for current limits and how to request higher limits.",
    )

    /** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html#API_GetRecords_Errors */
    fun keyRefused(refusal: KeyRefusal) =
        AwsFault(
            when (refusal.code) {
                "NotFoundException" -> "KMSNotFoundException"
                "DisabledException" -> "KMSDisabledException"
                "KMSInvalidStateException" -> "KMSInvalidStateException"
                else -> "KMSAccessDeniedException"
            },
            refusal.message,
        )

    fun limit(message: String) = AwsFault("LimitExceededException", message)

    fun invalid(message: String) = AwsFault("InvalidArgumentException", message)

    fun validation(message: String) = AwsFault("ValidationException", message)

    private fun notFound(message: String) = AwsFault("ResourceNotFoundException", message)

    private fun inUse(message: String) = AwsFault("ResourceInUseException", message)
}
