package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.COMMITMENT
import io.mockaws.services.kinesis.state.Commitment
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.ONLY
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.stream.KinesisLimits
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class DescribeLimitsOutput(
    val shardLimit: Int,
    val openShardCount: Int,
    val onDemandStreamCount: Int,
    val onDemandStreamCountLimit: Int,
)

@Serializable
internal data class CommitmentInput(
    val status: String,
)

@Serializable
internal data class UpdateAccountSettingsInput(
    val minimumThroughputBillingCommitment: CommitmentInput,
)

@Serializable
internal data class CommitmentOutput(
    val status: String,
    val startedAt: Instant?,
    val endedAt: Instant?,
    val earliestAllowedEndAt: Instant?,
)

@Serializable
internal data class AccountSettings(
    val minimumThroughputBillingCommitment: CommitmentOutput,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html */
@Suppress("UNUSED_PARAMETER")
internal fun describeLimits(
    request: Unit,
    call: KinesisCall,
): DescribeLimitsOutput {
    val (onDemand, others) = call.state.now[STREAMS].values.partition { it.isOnDemand }
    return DescribeLimitsOutput(
        KinesisLimits.shards(call.region),
        others.sumOf { it.open.size },
        onDemand.size,
        KinesisLimits.ON_DEMAND_STREAMS,
    )
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeAccountSettings.html */
@Suppress("UNUSED_PARAMETER")
internal fun describeAccountSettings(
    request: Unit,
    call: KinesisCall,
): AccountSettings = shown(call.state.now[COMMITMENT][ONLY] ?: Commitment(DISABLED))

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html */
internal fun updateAccountSettings(
    request: UpdateAccountSettingsInput,
    call: KinesisCall,
): AccountSettings {
    val now = call.now()
    val isWanted = request.minimumThroughputBillingCommitment.status == ENABLED
    return shown(
        call.state.write {
            val before = this[COMMITMENT][ONLY] ?: Commitment(DISABLED)
            val earliestEnd = before.earliestAllowedEndAt
            val after =
                when {
                    isWanted && before.status == DISABLED -> Commitment(ENABLED, now, null, now + 1.days)

                    isWanted -> before.copy(status = ENABLED)

                    before.status == DISABLED -> before

                    earliestEnd != null && now < earliestEnd -> before.copy(
                        status = "ENABLED_UNTIL_EARLIEST_ALLOWED_END"
                    )

                    else -> before.copy(status = DISABLED, endedAt = now, earliestAllowedEndAt = null)
                }
            this[COMMITMENT, ONLY] = after
            after
        },
    )
}

private fun shown(commitment: Commitment) =
    AccountSettings(
        commitment.run { CommitmentOutput(status, startedAt, endedAt, earliestAllowedEndAt) },
    )

private const val ENABLED = "ENABLED"
private const val DISABLED = "DISABLED"
