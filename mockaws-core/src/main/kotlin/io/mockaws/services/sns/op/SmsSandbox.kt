package io.mockaws.services.sns.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.sms.SandboxNumber
import io.mockaws.services.sns.sms.SentSms
import io.mockaws.services.sns.state.OPTED_OUT
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SANDBOX
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.smsSettings
import kotlinx.serialization.Serializable

@Serializable
internal class GetSmsSandboxAccountStatusInput

@Serializable
internal data class GetSmsSandboxAccountStatusResult(
    val isInSandbox: Boolean,
)

@Serializable
internal data class CreateSmsSandboxPhoneNumberInput(
    val phoneNumber: String? = null,
    /** The text with the code is in English whatever it says. */
    val languageCode: String? = null,
)

@Serializable
internal class CreateSmsSandboxPhoneNumberResult

@Serializable
internal data class DeleteSmsSandboxPhoneNumberInput(
    val phoneNumber: String? = null,
)

@Serializable
internal class DeleteSmsSandboxPhoneNumberResult

@Serializable
internal data class VerifySmsSandboxPhoneNumberInput(
    val phoneNumber: String? = null,
    val oneTimePassword: String? = null,
)

@Serializable
internal class VerifySmsSandboxPhoneNumberResult

@Serializable
internal data class ListSmsSandboxPhoneNumbersInput(
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListSmsSandboxPhoneNumbersResult(
    val phoneNumbers: List<SmsSandboxPhoneNumber>,
    val nextToken: String?,
)

@Serializable
internal data class SmsSandboxPhoneNumber(
    val phoneNumber: String,
    val status: String,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html */
internal fun getSmsSandboxAccountStatus(
    @Suppress("UNUSED_PARAMETER") input: GetSmsSandboxAccountStatusInput,
    call: SnsCall,
): GetSmsSandboxAccountStatusResult = GetSmsSandboxAccountStatusResult(call.state.now.smsSettings.isInSandbox)

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateSMSSandboxPhoneNumber.html */
internal fun createSmsSandboxPhoneNumber(
    input: CreateSmsSandboxPhoneNumberInput,
    call: SnsCall,
): CreateSmsSandboxPhoneNumberResult {
    val code = call.ids.random(CODE, "0123456789")
    val id = call.ids.uuid()
    call.state.write {
        val number = input.phoneNumber!!
        val before = this[SANDBOX][number]
        if (number in this[OPTED_OUT]) throw AwsFault("OptedOutException", "Phone number $number is opted out")
        if (before?.isVerified == true) throw SnsFaults.userError("Phone number $number is already verified")
        if (before == null && this[SANDBOX].size >= SnsLimits.SANDBOX_NUMBERS) {
            throw SnsFaults.userError("The account has the maximum number of destination phone numbers")
        }
        this[SANDBOX, number] = SandboxNumber(number, isVerified = false, code, call.now())
        val text = "Your verification code is $code"
        Outbox.SMS.add(this, SentSms(number, text, "Transactional", null, id, call.now()))
    }
    return CreateSmsSandboxPhoneNumberResult()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteSMSSandboxPhoneNumber.html */
internal fun deleteSmsSandboxPhoneNumber(
    input: DeleteSmsSandboxPhoneNumberInput,
    call: SnsCall,
): DeleteSmsSandboxPhoneNumberResult {
    call.state.write {
        if (input.phoneNumber!! !in this[SANDBOX]) throw missing(input.phoneNumber)
        remove(SANDBOX, input.phoneNumber)
    }
    return DeleteSmsSandboxPhoneNumberResult()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
internal fun verifySmsSandboxPhoneNumber(
    input: VerifySmsSandboxPhoneNumberInput,
    call: SnsCall,
): VerifySmsSandboxPhoneNumberResult {
    call.state.write {
        val number = this[SANDBOX][input.phoneNumber!!] ?: throw missing(input.phoneNumber)
        val isLate = call.now() > number.sentAt + SnsLimits.oneTimePasswordLife
        if (isLate || number.code != input.oneTimePassword!!) throw SnsFaults.verification()
        this[SANDBOX, number.number] = number.copy(isVerified = true)
    }
    return VerifySmsSandboxPhoneNumberResult()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSMSSandboxPhoneNumbers.html */
internal fun listSmsSandboxPhoneNumbers(
    input: ListSmsSandboxPhoneNumbersInput,
    call: SnsCall,
): ListSmsSandboxPhoneNumbersResult {
    val all = call.state.now[SANDBOX].values.sortedBy { it.number }
    val page = page(all, "sandbox", input.nextToken, input.maxResults ?: SnsLimits.PAGE) { it.number }
    val numbers = page.items.map { SmsSandboxPhoneNumber(it.number, if (it.isVerified) "Verified" else "Pending") }
    return ListSmsSandboxPhoneNumbersResult(numbers, page.nextToken)
}

private fun missing(number: String) = SnsFaults.resourceNotFound("Phone number $number does not exist")

private const val CODE = 6
