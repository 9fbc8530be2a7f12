package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import kotlinx.serialization.Serializable

/**
 * How much a table or index that pays by request takes at most. Nothing is throttled here.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html
 */
@Serializable
internal data class OnDemandThroughput(
    val maxReadRequestUnits: Long? = null,
    val maxWriteRequestUnits: Long? = null,
) {
    /** What is asked for, by AWS's names, in the order of its checks. */
    val maxima: List<Pair<String, Long>>
        get() =
            listOfNotNull(
                maxReadRequestUnits?.let { "MaxReadRequestUnits" to it },
                maxWriteRequestUnits?.let { "MaxWriteRequestUnits" to it },
            )

    /** @param index whose maxima they are; null for the table's */
    fun checkForNew(
        billing: BillingMode,
        index: String? = null,
    ) {
        for ((name, units) in maxima) {
            if (billing == BillingMode.PROVISIONED) {
                val owner = if (index == null) "" else " for index: $index"
                throw DynamoDbFaults.invalidParameter(
                    "$name for OnDemandThroughput$owner cannot be specified when table BillingMode is PROVISIONED.",
                )
            }
            if (units < 1) throw outOfRange(name, index)
        }
    }

    /** The same for a table that is there, whose maxima [REMOVED] takes away. */
    fun checkForUpdate(
        billing: BillingMode,
        index: String? = null,
    ) {
        for ((name, units) in maxima) {
            if (billing == BillingMode.PROVISIONED) {
                val owner = if (index == null) "" else " for index : $index"
                throw DynamoDbFaults.invalidParameter(
                    "$name for OnDemandThroughput$owner cannot be specified when the table BillingMode is PROVISIONED",
                )
            }
            if (units < 1 && units != REMOVED) throw outOfRange(name, index)
        }
    }

    private fun outOfRange(
        name: String,
        index: String?,
    ): Exception {
        val owner = if (index == null) "table" else "index : $index"
        return DynamoDbFaults.invalidParameter(
            "Requested $name for OnDemandThroughput for $owner is outside of valid range",
        )
    }

    /** [current] after these; what is removed stands in it as it was asked for, as the answer to UpdateTable has it. */
    fun over(current: OnDemandThroughput?): OnDemandThroughput =
        OnDemandThroughput(
            maxReadRequestUnits ?: current?.maxReadRequestUnits,
            maxWriteRequestUnits ?: current?.maxWriteRequestUnits,
        )

    /** Without what is removed; null where nothing is left. */
    fun settled(): OnDemandThroughput? =
        OnDemandThroughput(
            maxReadRequestUnits.takeIf { it != REMOVED },
            maxWriteRequestUnits.takeIf { it != REMOVED },
        ).takeIf { it.maxima.isNotEmpty() }

    private companion object {
        const val REMOVED = -1L
    }
}

/** These after [wanted], which a table that provisions has none of. */
internal fun OnDemandThroughput?.changedBy(
    wanted: OnDemandThroughput?,
    billing: BillingMode,
): OnDemandThroughput? =
    when {
        billing == BillingMode.PROVISIONED -> null
        wanted == null -> this
        else -> wanted.over(this).settled()
    }
