package io.mockaws.services.lambda.url

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST

/**
 * Who may call the URL of a function. Where everybody may, the function's policy has to say so; else requests are signed,
 * and judged where the mock judges.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
internal object UrlAccess {
    private val ACCESS_KEY = Regex("Credential=([A-Za-z0-9]+)/")

    /** What is answered in place of the function; null where the caller may go on. */
    fun refusal(
        found: FoundUrl,
        request: ApiRequest,
    ): ApiAnswer? {
        if (found.isOpen) return if (isPublic(found)) null else forbidden()
        if (accessKey(request) == null) return forbidden()
        val arn = found.function.arnOf(found.qualifier)
        val keys = mapOf(AUTH_TYPE to listOf(found.config.authType), VIA_URL to listOf("true"))
        val isRefused = ACTIONS.any { found.call.permissions?.refusal(it, arn, keys) != null }
        return if (isRefused) forbidden() else null
    }

    /** The access key by which [request] is signed; null where it is not. */
    fun accessKey(request: ApiRequest): String? =
        ACCESS_KEY.find(request.headers["Authorization"].orEmpty())?.groupValues?.get(1)
            ?: request.multiQuery()["X-Amz-Credential"]?.firstOrNull()?.substringBefore('/')

    private fun isPublic(found: FoundUrl): Boolean {
        if (found.function.isOpen) return true
        val policy = found.function.policies[found.qualifier ?: LATEST] ?: return false
        return ACTIONS.all { policy.allowsEverybodyByUrl(it) }
    }

    private fun forbidden() =
        denied(
            "\"Forbidden. For troubleshooting Function URL authorization issues, see: " +
                "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"",
        )

    /** Where no function has a URL. */
    fun nothing(): ApiAnswer = denied("null")

    private fun denied(message: String) =
        ApiAnswer(
            FORBIDDEN,
            listOf("Content-Type" to "application/json", "x-amzn-ErrorType" to "AccessDeniedException"),
            """{"Message":$message}""",
        )

    /** Both are needed since October 2025. */
    private val ACTIONS = listOf("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
    private const val AUTH_TYPE = "lambda:functionurlauthtype"
    private const val VIA_URL = "lambda:invokedviafunctionurl"
    private const val FORBIDDEN = 403
}
