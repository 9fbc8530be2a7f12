package io.mockaws.services.lambda.url

import io.mockaws.engine.AwsFault
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.kit.web.CorsRules
import io.mockaws.kit.web.MalformedAnswer
import io.mockaws.kit.web.ProxyAnswer
import io.mockaws.services.lambda.op.orderOf
import io.mockaws.services.lambda.run.FunctionRunner
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.PlainResponse

/**
 * A request to the URL of a function.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
internal suspend fun invokeFunctionUrl(
    request: PlainRequest,
    call: LambdaCall,
): PlainResponse {
    val found = call.urlAt(request.host) ?: return UrlAccess.nothing().plain()
    val path = "/" + request.path.trimStart('/')
    val asked = ApiRequest(request.method, path, path, request.query, request.headers, request.body.bytes, found.domain)
    val cors = found.cors()
    val answer = cors?.preflight(asked, OK) ?: answer(found, asked).let { cors?.applied(it, asked) ?: it }
    return answer.plus("x-amzn-RequestId" to call.requestId).plain()
}

private suspend fun answer(
    found: FoundUrl,
    request: ApiRequest,
): ApiAnswer {
    UrlAccess.refusal(found, request)?.let { return it }
    val call = found.call
    return try {
        val named = call.function(found.function.name, found.qualifier)
        val order = call.orderOf(named, UrlEvent.of(found, request).toString())
        val outcome = FunctionRunner.of(call.world).run(order)
        when {
            outcome.isFailed -> failed()
            found.config.invokeMode == "RESPONSE_STREAM" -> UrlStream.answer(outcome.payload)
            else -> typed(ProxyAnswer.second(outcome.payload))
        }
    } catch (_: MalformedAnswer) {
        failed()
    } catch (fault: AwsFault) {
        if (fault.error.status == TOO_MANY) message(TOO_MANY, fault.message.orEmpty()) else throw fault
    }
}

private fun FoundUrl.cors(): CorsRules? =
    config.cors?.let {
        CorsRules(
            it.allowOrigins.orEmpty(),
            it.allowMethods.orEmpty(),
            it.allowHeaders.orEmpty(),
            it.exposeHeaders.orEmpty(),
            it.maxAge,
            it.allowCredentials == true,
        )
    }

/** What says nothing of its type is JSON. */
private fun typed(answer: ApiAnswer): ApiAnswer =
    if (answer.header("Content-Type") != null) answer else answer.plus("Content-Type" to "application/json")

private fun failed() = ApiAnswer(BAD_GATEWAY, emptyList(), "Internal Server Error")

private fun message(
    status: Int,
    text: String,
) = ApiAnswer(status, listOf("Content-Type" to "application/json"), """{"Message":"$text"}""")

private const val OK = 200
private const val TOO_MANY = 429
private const val BAD_GATEWAY = 502
