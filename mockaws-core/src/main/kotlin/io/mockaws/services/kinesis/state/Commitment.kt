package io.mockaws.services.kinesis.state

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MinimumThroughputBillingCommitmentOutput.html */
@Serializable
internal data class Commitment(
    val status: String,
    val startedAt: Instant? = null,
    val endedAt: Instant? = null,
    val earliestAllowedEndAt: Instant? = null,
)
