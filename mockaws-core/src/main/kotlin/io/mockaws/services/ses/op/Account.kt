package io.mockaws.services.ses.op

import io.mockaws.services.ses.sending.BAD_CONTENT
import io.mockaws.services.ses.sending.sentLast24Hours
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.Outcome.Kind
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.changeAccount
import io.mockaws.services.ses.state.emails
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class GetSendQuotaResponse(
    val max24HourSend: Double,
    val maxSendRate: Double,
    val sentLast24Hours: Double,
)

@Serializable
internal data class GetSendStatisticsResponse(
    val sendDataPoints: List<SendDataPoint>,
)

@Serializable
internal data class SendDataPoint(
    val timestamp: Instant,
    val deliveryAttempts: Long,
    val bounces: Long,
    val complaints: Long,
    val rejects: Long,
)

@Serializable
internal data class GetAccountSendingEnabledResponse(
    val enabled: Boolean,
)

@Serializable
internal data class UpdateAccountSendingEnabledRequest(
    val enabled: Boolean = false,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html */
@Suppress("UNUSED_PARAMETER")
internal fun getSendQuota(
    request: Unit,
    call: SesCall,
): GetSendQuotaResponse =
    call.state.now.account.run { GetSendQuotaResponse(max24HourSend, maxSendRate, call.sentLast24Hours().toDouble()) }

private const val QUARTER = 15 * 60L
private val STATISTICS = 14.days

/** Fifteen minutes a point, for two weeks: https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendStatistics.html */
@Suppress("UNUSED_PARAMETER")
internal fun getSendStatistics(
    request: Unit,
    call: SesCall,
): GetSendStatisticsResponse {
    val since = call.now() - STATISTICS
    val quarters =
        call.state.now.emails.filter { it.sentAt > since }.groupBy { it.sentAt.epochSeconds / QUARTER * QUARTER }
    return GetSendStatisticsResponse(
        quarters.map { (start, mails) ->
            SendDataPoint(
                Instant.fromEpochSeconds(start),
                mails.filter { it.failure == null }.sumOf { it.outcomes.size.toLong() },
                mails.count(Kind.BOUNCED, Kind.SUPPRESSED, Kind.ON_SUPPRESSION_LIST, Kind.UNSUBSCRIBED),
                mails.count(Kind.COMPLAINED),
                mails.count { it.failure == BAD_CONTENT }.toLong(),
            )
        },
    )
}

private fun List<Email>.count(vararg kinds: Kind): Long =
    sumOf { mail -> mail.outcomes.count { it.kind in kinds }.toLong() }

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetAccountSendingEnabled.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccountSendingEnabled(
    request: Unit,
    call: SesCall,
): GetAccountSendingEnabledResponse = GetAccountSendingEnabledResponse(call.state.now.account.isSendingEnabled)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateAccountSendingEnabled.html */
internal fun updateAccountSendingEnabled(
    request: UpdateAccountSendingEnabledRequest,
    call: SesCall,
) = call.changeAccount { it.copy(isSendingEnabled = request.enabled) }
