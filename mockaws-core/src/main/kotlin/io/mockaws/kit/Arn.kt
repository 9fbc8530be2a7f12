package io.mockaws.kit

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place

/**
 * An Amazon Resource Name: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
internal data class Arn(
    /** `aws`, `aws-cn` or `aws-us-gov`. */
    val partition: String,
    /** As `sqs`. */
    val service: String,
    /** Empty for what is in no region. */
    val region: String,
    /** Empty for what is in no account. */
    val account: String,
    /** What the service makes of the rest: `key/1234`, `alias/orders`, a queue's name. */
    val resource: String,
) {
    /** Where it is; account and region are empty for what is in none. */
    val place: Place get() = Place(account, region)

    override fun toString(): String = "arn:$partition:$service:$region:$account:$resource"

    companion object {
        private const val PARTS = 6

        /** Null for what is none. */
        fun parse(text: String): Arn? {
            if (!text.startsWith("arn:")) return null
            val parts = text.split(':', limit = PARTS)
            if (parts.size != PARTS || !parts[1].startsWith("aws")) return null
            if (parts[2].isEmpty() || parts[5].isEmpty()) return null
            return Arn(parts[1], parts[2], parts[3], parts[4], parts[5])
        }

        /** That of [resource] in [place]. */
        fun of(
            service: String,
            place: Place,
            resource: String,
        ): Arn = Arn(partitionOf(place.region), service, place.region, place.account, resource)

        /**
         * The partition that [region] is in.
         * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
         */
        fun partitionOf(region: String): String =
            when {
                region.startsWith("cn-") -> "aws-cn"
                region.startsWith("us-gov-") -> "aws-us-gov"
                else -> "aws"
            }
    }
}

/** The ARN of [resource] of [service] where the call is made. */
internal fun CallContext<*>.arn(
    service: String,
    resource: String,
): String = Arn.of(service, place, resource).toString()
