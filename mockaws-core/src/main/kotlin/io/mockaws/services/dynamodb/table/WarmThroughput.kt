package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import kotlinx.serialization.Serializable

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html

/** The warm throughput that a request asks for. */
@Serializable
internal data class WarmThroughput(
    val readUnitsPerSecond: Long? = null,
    val writeUnitsPerSecond: Long? = null,
) {
    val isEmpty: Boolean get() = readUnitsPerSecond == null && writeUnitsPerSecond == null

    /**
     * @param throughput what the new table or index provisions
     * @param index which it is; null for the table
     */
    fun checkForNew(
        throughput: Throughput,
        billing: BillingMode,
        index: String? = null,
    ) = check(throughput.initialWarm, index) { unit ->
        if (billing == BillingMode.PROVISIONED) {
            "is lower than ${unit}CapacityUnits of ProvisionedThroughput"
        } else {
            "is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/" +
                "developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial"
        }
    }

    fun checkForUpdate(
        current: WarmUnits,
        index: String? = null,
    ) = check(current, index) { "is lower than current WarmThroughput, decreasing WarmThroughput is not supported" }

    private fun check(
        least: WarmUnits,
        index: String?,
        tooLow: (unit: String) -> String,
    ) {
        fun check(
            unit: String,
            wanted: Long?,
            least: Long,
        ) {
            if (wanted == null || wanted >= least) return
            val owner = if (index == null) "table" else "index $index"
            throw DynamoDbFaults.invalidParameter(
                "Requested ${unit}UnitsPerSecond for WarmThroughput for $owner ${tooLow(unit)}",
            )
        }
        check("Read", readUnitsPerSecond, least.read)
        check("Write", writeUnitsPerSecond, least.write)
    }
}

/** What a table or index can take at once. It rises with what is provisioned, and never falls. */
@Serializable
internal data class WarmUnits(
    val read: Long,
    val write: Long,
) {
    fun atLeast(other: WarmUnits): WarmUnits = WarmUnits(maxOf(read, other.read), maxOf(write, other.write))

    /** These after what was asked for and is not lower. */
    fun raisedTo(wanted: WarmThroughput?): WarmUnits =
        WarmUnits(wanted?.readUnitsPerSecond ?: read, wanted?.writeUnitsPerSecond ?: write)
}

/** What AWS gives without being asked: nothing is provisioned where requests are paid for. */
internal val Throughput.initialWarm: WarmUnits
    get() =
        if (read == 0L) WarmUnits(DynamoDbLimits.WARM_READS, DynamoDbLimits.WARM_WRITES) else WarmUnits(read, write)
