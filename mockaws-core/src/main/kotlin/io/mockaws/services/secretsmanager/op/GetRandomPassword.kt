package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.secret.Passwords
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import kotlinx.serialization.Serializable

@Serializable
internal data class GetRandomPasswordRequest(
    val passwordLength: Long = SecretsManagerLimits.PASSWORD,
    val excludeCharacters: String = "",
    val excludeNumbers: Boolean = false,
    val excludePunctuation: Boolean = false,
    val excludeUppercase: Boolean = false,
    val excludeLowercase: Boolean = false,
    val includeSpace: Boolean = false,
    val requireEachIncludedType: Boolean = true,
)

@Serializable
internal data class GetRandomPasswordResponse(
    val randomPassword: String,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
internal fun getRandomPassword(
    request: GetRandomPasswordRequest,
    call: SecretsCall,
): GetRandomPasswordResponse {
    val kinds =
        buildList {
            if (!request.excludeLowercase) add(Passwords.LOWER)
            if (!request.excludeUppercase) add(Passwords.UPPER)
            if (!request.excludeNumbers) add(Passwords.DIGITS)
            if (!request.excludePunctuation) add(Passwords.PUNCTUATION)
        }.map { kind -> kind.filter { it !in request.excludeCharacters } }
    val blank = if (request.includeSpace && ' ' !in request.excludeCharacters) " " else ""
    val passwords = Passwords(kinds, request.requireEachIncludedType, blank)
    return GetRandomPasswordResponse(passwords.make(request.passwordLength.toInt(), call.ids))
}
