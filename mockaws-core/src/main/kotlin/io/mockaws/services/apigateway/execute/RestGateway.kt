package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text

/** How a REST API answers a request: method, key, authorizer, validator, integration. */
internal object RestGateway {
    fun answer(target: Gateway.Target): ApiAnswer {
        val stage = target.stage
        val definition = target.definition
        val id = target.call.requestId.ifEmpty { target.call.ids.uuid() }
        if (stage == null || definition == null) return refused(Refusal.forbidden(), target, id)
        val invocation = Invocation(target.call, target.api, definition, target.deploymentId, stage, target.request, id)
        return answer(invocation)
    }

    private fun refused(
        refusal: Refusal,
        target: Gateway.Target,
        id: String,
    ): ApiAnswer =
        GatewayAnswer.of(
            refusal,
            Invocation(target.call, target.api, target.api.definition, null, emptyMap(), target.request, id),
        )

    private fun answer(invocation: Invocation): ApiAnswer {
        val answer =
            try {
                val match =
                    routesOf(invocation).find(invocation.request.method, invocation.request.path)
                        ?: throw Refusal.missingToken()
                invocation.resource = match.resource
                invocation.method = match.method
                invocation.pathParameters = match.variables
                RestAccess.admit(invocation)
                perform(invocation)
            } catch (refusal: Refusal) {
                GatewayAnswer.of(refusal, invocation)
            }
        AccessLog.write(invocation, answer)
        return answer.plus(
            "x-amzn-RequestId" to invocation.requestId,
            "x-amz-apigw-id" to invocation.extendedRequestId,
        )
    }

    /** Validates and integrates a request whose method and resource are known. */
    fun perform(invocation: Invocation): ApiAnswer {
        RequestValidation.check(invocation)
        val integration =
            invocation.method.part("methodIntegration").ifEmpty { throw Refusal.configuration("No integration") }
        return Integrations.perform(invocation, integration)
    }

    private fun routesOf(invocation: Invocation): RestRoutes =
        LaidOut.of(invocation.call.world).routes(invocation.definition) { RestRoutes(it) }
}

/** Whether content of [type] is bytes for the API. */
internal fun Invocation.isBinary(type: String?): Boolean = matchesBinary(type, definition.members)

private fun matchesBinary(
    type: String?,
    api: Members,
): Boolean {
    val all = api.list("binaryMediaTypes")
    if (all.isEmpty()) return false
    if ("*/*" in all) return true
    val plain = type?.substringBefore(';')?.trim()?.lowercase() ?: return false
    return all.map { it.lowercase() }
        .any { it == plain || (it.endsWith("/*") && plain.startsWith(it.removeSuffix("*"))) }
}

/** The media type that a client wants most. */
internal fun ApiRequest.accepted(): String? = headers["Accept"]?.substringBefore(',')?.substringBefore(';')?.trim()

/** The type of the integration: `AWS_PROXY`. */
internal val Members.integrationType: String get() = text("type").orEmpty()
