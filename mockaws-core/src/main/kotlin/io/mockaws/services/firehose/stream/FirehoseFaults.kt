package io.mockaws.services.firehose.stream

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal

/** Errors of Amazon Data Firehose and their words; statuses are the model's. */
internal object FirehoseFaults {
    fun noStream(
        name: String,
        account: String,
    ) = AwsFault("ResourceNotFoundException", "Firehose $name under account $account not found.")

    fun streamExists(
        name: String,
        account: String,
    ) = AwsFault("ResourceInUseException", "Firehose $name under accountId $account already exists")

    fun tooManyStreams(most: Int) =
        AwsFault("LimitExceededException", "You have already consumed your firehose quota of $most hoses.")

    fun oneDestination() = invalid("Exactly one destination configuration is supported for a Firehose")

    fun noKinesisSource() =
        invalid("KinesisSourceStreamConfig is only applicable for KinesisStreamAsSource stream type.")

    fun notByPut(type: String) = invalid("This operation is not permitted on $type delivery stream type.")

    fun noDestination(id: String) = invalid("Destination Id $id not found")

    fun otherKind(kind: String) =
        invalid("Changing the destination type to or from $kind is not supported at this time.")

    fun otherVersion(
        name: String,
        current: Int,
        said: String,
    ) = AwsFault(
        "ConcurrentModificationException",
        "Cannot update firehose: $name since the current version id: $current and specified version id: $said do not " +
            "match",
    )

    fun keyRefused(refusal: KeyRefusal) = AwsFault("InvalidKMSResourceException", refusal.message)

    fun invalid(message: String) = AwsFault("InvalidArgumentException", message)

    /** What mockaws has not got, and says so before anybody relies on it. */
    fun notImplemented(what: String) = AwsFault("NotImplemented", "mockaws does not $what", NOT_IMPLEMENTED)

    private const val NOT_IMPLEMENTED = 501
}
