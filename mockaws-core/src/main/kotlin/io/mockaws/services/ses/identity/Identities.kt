package io.mockaws.services.ses.identity

import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.state.Identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.identities
import io.mockaws.services.ses.state.identityName

private const val TOKENS = 3
private const val TOKEN_LENGTH = 32
private const val TOKEN = "abcdefghijklmnopqrstuvwxyz234567"
private const val VERIFICATION_LENGTH = 43

/** All identities, the oldest first. */
internal fun SesCall.allIdentities(): List<Identity> =
    state.now.identities.values.sortedWith(compareBy({ it.createdAt }, { it.name }))

/** The identity [name], however it is written; null where there is none. */
internal fun SesCall.identity(name: String): Identity? = state.now.identities[identityName(name)]

/** Makes the identity [text] where there is none. It is verified at once, unless a test has said otherwise. */
internal fun SesCall.makeIdentity(
    text: String,
    api: SesApi,
    isVerified: Boolean = state.now.account.verifiesAtOnce,
    more: (Identity) -> Identity = { it },
): Identity {
    val name = identityName(text)
    checkName(name, api)
    val token = if ('@' in name) null else ids.alphanumeric(VERIFICATION_LENGTH) + "="
    return state.write {
        identities[name]
            ?: more(Identity(name, now(), isVerified, token)).also { this[SesTables.identities, name] = it }
    }
}

private fun checkName(
    name: String,
    api: SesApi,
) {
    val address = if ('@' in name) name else "postmaster@$name"
    MailAddress(address).problem()?.let { throw api.invalid("Invalid email address <$name>: $it.") }
    if ('@' !in name && '.' !in name) throw api.invalid("Invalid domain name $name.")
}

/** What [change] makes of the identity [name]. */
internal fun SesCall.changeIdentity(
    name: String,
    api: SesApi,
    change: (Identity) -> Identity,
): Identity =
    state.write {
        val found = identities[identityName(name)] ?: throw api.noIdentity(name)
        change(found).also { this[SesTables.identities, found.name] = it }
    }

/** Takes the identity [name] away; false where there is none. */
internal fun SesCall.removeIdentity(name: String): Boolean =
    state.write {
        val found = identities[identityName(name)]
        if (found != null) remove(SesTables.identities, found.name)
        found != null
    }

/** The names of the three DNS records by which SES signs. */
internal fun SesCall.dkimTokens(): List<String> = List(TOKENS) { ids.random(TOKEN_LENGTH, TOKEN) }

/** The domain that mail of [identity] has as its envelope's sender; null takes it back. */
internal fun SesCall.changeMailFrom(
    name: String,
    api: SesApi,
    domain: String?,
    onMxFailure: String?,
) {
    changeIdentity(name, api) { identity ->
        val own = identity.name.substringAfter('@')
        if (domain != null && !domain.lowercase().endsWith(".$own")) {
            throw api.invalid(
                "Provided MAIL-FROM domain '$domain' is not subdomain of the domain of the identity '$own'.",
            )
        }
        identity.copy(
            mailFromDomain = domain,
            onMxFailure = if (domain == null) "USE_DEFAULT_VALUE" else onMxFailure ?: "USE_DEFAULT_VALUE",
        )
    }
}
