package io.mockaws.engine.access

import io.mockaws.MockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials

/** AWS Glue without an SDK. Nobody has written it here, so what it needs follows from its model. */
internal class RawGlue(
    private val aws: MockAws,
    /** Null for the root user's. */
    private val credentials: AwsCredentialsProvider?,
) {
    fun call(
        operation: String,
        body: String,
    ): String {
        val session = credentials?.resolveCredentials() as AwsSessionCredentials?
        val key = session?.accessKeyId() ?: "test"
        val headers =
            mutableListOf(
                "Content-Type" to "application/x-amz-json-1.1",
                "X-Amz-Target" to "AWSGlue.$operation",
                "Authorization" to "AWS4-HMAC-SHA256 Credential=$key/20260101/us-east-1/glue/aws4_request, Signature=0",
            )
        session?.let { headers += "X-Amz-Security-Token" to it.sessionToken() }
        val request =
            HttpRequest(
                "POST",
                "/",
                headers = Headers.of(*headers.toTypedArray()),
                body = HttpBody.Bytes(body.encodeToByteArray()),
                origin = "https://glue.us-east-1.amazonaws.com",
            )
        return runBlocking { aws.handler.handle(request).body.readBytes(1_000_000).decodeToString() }
    }
}
