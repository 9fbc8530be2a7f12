package io.mockaws.services.lambda.url

import io.mockaws.kit.web.ApiRequest
import io.mockaws.kit.web.ProxyEvent
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.wire.http.percentDecode
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * What a function gets of a request to its URL.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
internal object UrlEvent {
    fun of(
        found: FoundUrl,
        request: ApiRequest,
    ): JsonObject {
        val call = found.call
        val time = call.now()
        val headers = ProxyEvent.headersOf(request, ProxyEvent.traceId(request, time, call.ids)) + TLS
        val event =
            ProxyEvent(
                request,
                percentDecode(request.path, plusIsSpace = false),
                headers,
                EVERYTHING,
                EVERYTHING,
                found.id,
                if (found.isOpen) "anonymous" else call.caller.account,
                call.requestId,
                time,
            )
        if (!found.isOpen) event.authorizer = mapOf("iam" to caller(request, call))
        return event.json()
    }

    private fun caller(
        request: ApiRequest,
        call: LambdaCall,
    ): JsonElement =
        buildJsonObject {
            put("accessKey", UrlAccess.accessKey(request))
            put("accountId", call.caller.account)
            put("callerId", call.caller.userId)
            put("cognitoIdentity", JsonNull)
            put("principalOrgId", JsonNull)
            put("userArn", call.caller.arn)
            put("userId", call.caller.userId)
        }

    /** Route and stage of a URL. */
    private const val EVERYTHING = "\$default"

    /** What Lambda tells of the connection. */
    private val TLS =
        mapOf(
            "x-amzn-tls-cipher-suite" to listOf("TLS_AES_128_GCM_SHA256"),
            "x-amzn-tls-version" to listOf("TLSv1.3"),
        )
}
