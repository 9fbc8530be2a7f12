package io.mockaws.services.sns.mobile

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import kotlinx.serialization.Serializable

/** An app as its platform knows it; `PlatformPrincipal` and `PlatformCredential` are never shown. */
@Serializable
internal data class PlatformApplication(
    val arn: String,
    val name: String,
    val platform: String,
    val attributes: Map<String, String>,
) {
    val isEnabled: Boolean get() = attributes[Platforms.ENABLED] != "false"

    /** As GetPlatformApplicationAttributes shows it. */
    val shown: Map<String, String> get() = mapOf(Platforms.ENABLED to "true") + (attributes - Platforms.secret)
}

/** One installation of an app. */
@Serializable
internal data class PlatformEndpoint(
    val arn: String,
    val applicationArn: String,
    val attributes: Map<String, String>,
) {
    val token: String get() = attributes.getValue(Platforms.TOKEN)

    val isEnabled: Boolean get() = attributes[Platforms.ENABLED] == "true"
}

/**
 * What platforms there are, and what apps and endpoints may be.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html and
 * https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html
 */
internal object Platforms {
    const val ENABLED = "Enabled"
    const val TOKEN = "Token"
    const val USER_DATA = "CustomUserData"
    private const val PRINCIPAL = "PlatformPrincipal"
    private const val CREDENTIAL = "PlatformCredential"
    val secret: Set<String> = setOf(PRINCIPAL, CREDENTIAL)

    /** Those that are known by their credential alone. */
    private val withoutPrincipal = setOf("GCM", "FCM")
    private val platforms =
        setOf(
            "ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "BAIDU", "GCM", "FCM",
            "MACOS", "MACOS_SANDBOX", "MPNS", "WNS",
        )
    private val ofEndpoints = setOf(ENABLED, TOKEN, USER_DATA)

    fun checkNew(
        name: String,
        platform: String,
        attributes: Map<String, String>,
    ) {
        val reason =
            when {
                name.isEmpty() -> "cannot be empty"

                name.length > SnsLimits.APPLICATION_NAME -> "must be at most 256 characters long"

                !SnsLimits.applicationName.matches(name) ->
                    "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'"

                else -> null
            }
        if (reason != null) throw SnsFaults.invalid(name, reason)
        if (platform !in platforms) throw SnsFaults.invalid("Platform", "$platform is not supported")
        if (platform in withoutPrincipal) return
        if (CREDENTIAL in attributes && PRINCIPAL !in attributes) {
            throw SnsFaults.invalid("Attributes", "PlatformCredential attribute provided without PlatformPrincipal")
        }
        if (PRINCIPAL in attributes && CREDENTIAL !in attributes) {
            throw SnsFaults.invalid("Attributes", "PlatformPrincipal attribute provided without PlatformCredential")
        }
    }

    fun checkEndpoint(attributes: Map<String, String>) {
        attributes.keys.firstOrNull { it !in ofEndpoints }?.let {
            throw SnsFaults.invalid("Attributes", "Invalid attribute name: $it")
        }
        if (attributes[USER_DATA].orEmpty().encodeToByteArray().size > SnsLimits.USER_DATA_BYTES) {
            throw SnsFaults.invalid(
                "Attributes",
                "Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
            )
        }
    }
}
