package io.mockaws.services.lambda.url

import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.FunctionUrl
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.functions

/** The URL of a function, or of an alias of one, at an address. */
internal class FoundUrl(
    /** Where the function is. */
    val call: LambdaCall,
    val function: LambdaFunction,
    /** The alias, or `$LATEST` for the function itself. */
    val key: String,
    val config: FunctionUrl,
) {
    val qualifier: String? get() = key.takeIf { it != LATEST }

    /** What stands first in its host. */
    val id: String get() = config.url.removePrefix("https://").substringBefore('.')

    /** The host that AWS has for it. */
    val domain: String get() = config.url.removePrefix("https://").removeSuffix("/")

    val isOpen: Boolean get() = config.authType == "NONE"
}

/** Whose URL has [host], in any place; null where nobody's has. */
internal fun LambdaCall.urlAt(host: String): FoundUrl? {
    val start = "https://${host.substringBefore(MARK)}$MARK"
    return everywhere().firstNotNullOfOrNull { at ->
        at.state.now.functions.values.firstNotNullOfOrNull { function ->
            val own = function.urls.entries.firstOrNull { it.value.url.startsWith(start) }
            own?.let { FoundUrl(at, function, it.key, it.value) }
        }
    }
}

/** What stands behind the id in the host of a URL. */
internal const val MARK: String = ".lambda-url."

/** A request to the URL of a function: an action of policies, and no operation of the model. */
internal const val INVOKE_URL: String = "InvokeFunctionUrl"
