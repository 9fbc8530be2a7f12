package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.Members

/**
 * An integration that leads nowhere: the request template names the status.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
internal object MockIntegration {
    fun perform(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val mapped = Templates.request(invocation, integration)
        val status =
            STATUS.find(mapped)?.groupValues?.get(1)
                ?: throw Refusal.configuration(
                    "Unable to parse statusCode. It should be an integer and defined in request template.",
                )
        return MappedAnswer.of(invocation, integration, MappedAnswer.Result("", selector = status))
    }

    /** The names of its members may do without quotes. */
    private val STATUS =
        Regex("^\\s*\\{.*?['\"]?\\bstatusCode\\b['\"]?\\s*:\\s*['\"]?(\\d{3})\\b", RegexOption.DOT_MATCHES_ALL)
}
