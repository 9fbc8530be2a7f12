@file:Suppress("DEPRECATION")

package com.amazonaws.services.sns.message

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.apache.http.HttpHost
import org.apache.http.HttpVersion
import org.apache.http.client.methods.CloseableHttpResponse
import org.apache.http.conn.ClientConnectionManager
import org.apache.http.entity.ByteArrayEntity
import org.apache.http.impl.client.CloseableHttpClient
import org.apache.http.message.BasicHttpResponse
import org.apache.http.params.HttpParams
import org.apache.http.protocol.HttpContext
import org.apache.http.HttpRequest as ApacheRequest

/** AWS's own verifier, which has its certificates from a mock; it lets nobody choose its HTTP client from elsewhere. */
internal fun messageManager(
    handler: HttpHandler,
    region: String,
): SnsMessageManager =
    SnsMessageManager(region, SignatureVerifier(MockedClient(handler), "sns.$region.amazonaws.com", "sns.amazonaws.com"))

private class MockedClient(
    private val handler: HttpHandler,
) : CloseableHttpClient() {
    override fun doExecute(
        target: HttpHost,
        request: ApacheRequest,
        context: HttpContext?,
    ): CloseableHttpResponse {
        val path = request.requestLine.uri.substringAfter("//").substringAfter('/').let { "/$it" }
        val answer =
            runBlocking { handler.handle(HttpRequest("GET", path, "", Headers.of(), HttpBody.Empty, target.toURI())) }
        val body = runBlocking { answer.body.readBytes() }
        return Response(answer.status).apply { entity = ByteArrayEntity(body) }
    }

    private class Response(
        status: Int,
    ) : BasicHttpResponse(HttpVersion.HTTP_1_1, status, ""),
        CloseableHttpResponse {
        override fun close() = Unit
    }

    override fun close() = Unit

    @Deprecated("Apache's")
    override fun getParams(): HttpParams = throw UnsupportedOperationException()

    @Deprecated("Apache's")
    override fun getConnectionManager(): ClientConnectionManager = throw UnsupportedOperationException()
}
