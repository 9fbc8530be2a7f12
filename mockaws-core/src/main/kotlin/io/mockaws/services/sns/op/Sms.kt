package io.mockaws.services.sns.op

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.state.ONLY
import io.mockaws.services.sns.state.OPTED_OUT
import io.mockaws.services.sns.state.SMS_SETTINGS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.smsSettings
import io.mockaws.services.sns.subscription.PhoneNumbers
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class SetSmsAttributesInput(
    val attributes: Map<String, String>? = null,
)

@Serializable
internal class SetSmsAttributesResponse

@Serializable
internal data class GetSmsAttributesInput(
    val attributes: List<String> = emptyList(),
)

@Serializable
internal data class GetSmsAttributesResponse(
    val attributes: Map<String, String>,
)

@Serializable
internal data class PhoneNumberInput(
    val phoneNumber: String? = null,
)

@Serializable
internal data class CheckIfPhoneNumberIsOptedOutResponse(
    val isOptedOut: Boolean,
)

@Serializable
internal class OptInPhoneNumberResponse

@Serializable
internal data class ListPhoneNumbersOptedOutInput(
    val nextToken: String? = null,
)

@Serializable
internal data class ListPhoneNumbersOptedOutResponse(
    val phoneNumbers: List<String>,
    val nextToken: String?,
)

@Serializable
internal data class ListOriginationNumbersRequest(
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

/** An account has none until it buys some elsewhere. */
@Serializable
internal data class ListOriginationNumbersResult(
    val phoneNumbers: List<PhoneNumberInformation> = emptyList(),
)

@Serializable
internal data class PhoneNumberInformation(
    val phoneNumber: String,
    val createdAt: Instant,
    val status: String,
    val iso2CountryCode: String,
    val routeType: String,
    val numberCapabilities: List<String>,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
internal fun setSmsAttributes(
    input: SetSmsAttributesInput,
    call: SnsCall,
): SetSmsAttributesResponse {
    call.state.write { this[SMS_SETTINGS, ONLY] = smsSettings.with(input.attributes!!) }
    return SetSmsAttributesResponse()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html */
internal fun getSmsAttributes(
    input: GetSmsAttributesInput,
    call: SnsCall,
): GetSmsAttributesResponse {
    val all = call.state.now.smsSettings.attributes
    return GetSmsAttributesResponse(if (input.attributes.isEmpty()) all else all.filterKeys { it in input.attributes })
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html */
internal fun checkIfPhoneNumberIsOptedOut(
    input: PhoneNumberInput,
    call: SnsCall,
): CheckIfPhoneNumberIsOptedOutResponse {
    checkNumber(input.phoneNumber!!)
    return CheckIfPhoneNumberIsOptedOutResponse(PhoneNumbers.plain(input.phoneNumber) in call.state.now[OPTED_OUT])
}

/** https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html */
internal fun optInPhoneNumber(
    input: PhoneNumberInput,
    call: SnsCall,
): OptInPhoneNumberResponse {
    checkNumber(input.phoneNumber!!)
    call.state.write { remove(OPTED_OUT, PhoneNumbers.plain(input.phoneNumber)) }
    return OptInPhoneNumberResponse()
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
internal fun listPhoneNumbersOptedOut(
    input: ListPhoneNumbersOptedOutInput,
    call: SnsCall,
): ListPhoneNumbersOptedOutResponse {
    val page = page(call.state.now[OPTED_OUT].keys.sorted(), "opted out", input.nextToken) { it }
    return ListPhoneNumbersOptedOutResponse(page.items, page.nextToken)
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListOriginationNumbers.html */
internal fun listOriginationNumbers(
    input: ListOriginationNumbersRequest,
    @Suppress("UNUSED_PARAMETER") call: SnsCall,
): ListOriginationNumbersResult {
    if (!input.nextToken.isNullOrEmpty()) throw SnsFaults.invalid("NextToken")
    return ListOriginationNumbersResult()
}

private fun checkNumber(number: String) {
    if (!PhoneNumbers.isNumber(number)) throw SnsFaults.invalid("PhoneNumber", "input incorrectly formatted")
}
