package io.mockaws.services.ses.v2

import io.mockaws.services.ses.sending.sentLast24Hours
import io.mockaws.services.ses.state.AccountDetails
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.Vdm
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.changeAccount
import kotlinx.serialization.Serializable

@Serializable
internal data class GetAccountResponse(
    val dedicatedIpAutoWarmupEnabled: Boolean,
    val enforcementStatus: String,
    val productionAccessEnabled: Boolean,
    val sendQuota: SendQuota,
    val sendingEnabled: Boolean,
    val suppressionAttributes: SuppressionOptions,
    val details: AccountDetailsShape?,
    val vdmAttributes: VdmAttributes?,
)

@Serializable
internal data class SendQuota(
    val max24HourSend: Double,
    val maxSendRate: Double,
    val sentLast24Hours: Double,
)

@Serializable
internal data class AccountDetailsShape(
    val mailType: String,
    val websiteURL: String,
    val contactLanguage: String?,
    val useCaseDescription: String?,
    val additionalContactEmailAddresses: List<String>,
)

@Serializable
internal data class VdmAttributes(
    val vdmEnabled: String,
    val dashboardAttributes: DashboardOptions? = null,
    val guardianAttributes: GuardianOptions? = null,
)

@Serializable
internal data class PutAccountDetailsRequest(
    val mailType: String,
    val websiteURL: String,
    val contactLanguage: String? = null,
    val useCaseDescription: String? = null,
    val additionalContactEmailAddresses: List<String> = emptyList(),
    val productionAccessEnabled: Boolean? = null,
)

@Serializable
internal data class PutAccountSendingRequest(
    val sendingEnabled: Boolean = false,
)

@Serializable
internal data class PutAccountVdmRequest(
    val vdmAttributes: VdmAttributes,
)

@Serializable
internal data class PutAccountWarmupRequest(
    val autoWarmupEnabled: Boolean = false,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccount(
    request: Unit,
    call: SesCall,
): GetAccountResponse {
    val account = call.state.now.account
    return GetAccountResponse(
        account.warmsUp,
        "HEALTHY",
        !account.isInSandbox,
        SendQuota(account.max24HourSend, account.maxSendRate, call.sentLast24Hours().toDouble()),
        account.isSendingEnabled,
        SuppressionOptions(account.suppressedReasons),
        account.details?.run { AccountDetailsShape(mailType, websiteUrl, contactLanguage, useCase, otherContacts) },
        account.vdm?.let { (enabled, metrics, delivery) ->
            VdmAttributes(enabled, metrics?.let { DashboardOptions(it) }, delivery?.let { GuardianOptions(it) })
        },
    )
}

/** Who asks for production access gets it: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountDetails.html */
internal fun putAccountDetails(
    request: PutAccountDetailsRequest,
    call: SesCall,
) {
    val details =
        request.run {
            AccountDetails(mailType, websiteURL, contactLanguage, useCaseDescription, additionalContactEmailAddresses)
        }
    call.changeAccount {
        it.copy(details = details, isInSandbox = it.isInSandbox && request.productionAccessEnabled != true)
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountSendingAttributes.html */
internal fun putAccountSending(
    request: PutAccountSendingRequest,
    call: SesCall,
) = call.changeAccount { it.copy(isSendingEnabled = request.sendingEnabled) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountSuppressionAttributes.html */
internal fun putAccountSuppression(
    request: SuppressionOptions,
    call: SesCall,
) = call.changeAccount { it.copy(suppressedReasons = request.suppressedReasons) }

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountVdmAttributes.html */
internal fun putAccountVdm(
    request: PutAccountVdmRequest,
    call: SesCall,
) {
    val (enabled, dashboard, guardian) = request.vdmAttributes
    val vdm = Vdm(enabled, dashboard?.engagementMetrics, guardian?.optimizedSharedDelivery)
    call.changeAccount { it.copy(vdm = vdm) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountDedicatedIpWarmupAttributes.html */
internal fun putAccountWarmup(
    request: PutAccountWarmupRequest,
    call: SesCall,
) = call.changeAccount { it.copy(warmsUp = request.autoWarmupEnabled) }
