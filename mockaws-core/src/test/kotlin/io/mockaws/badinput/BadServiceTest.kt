package io.mockaws.badinput

import io.kotest.assertions.withClue
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import io.mockaws.wire.http.HttpBody
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Services that nobody has written answer an error in the protocol of the request, whatever is in it, and never fail inside. */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadServiceTest {
    @AutoClose
    private val calls = RawCalls(MockAws.start())

    private val bodies = listOf("", "{", "\u0000\uffff", "Action=%", "Action=", "<x", "[".repeat(10_000)).map { HttpBody.of(it) }

    private fun signed(service: String) =
        mapOf(
            "Authorization" to "AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/$service/aws4_request, SignedHeaders=host, Signature=0"
        )

    private fun shouldNeverFailInside(
        form: ErrorForm,
        url: String,
        headers: Map<String, String>,
    ) {
        for (body in bodies) {
            withClue("$url $headers") {
                val answer = calls.send("POST", url, headers, body)
                answer.status shouldNotBe 500
                if (answer.status >= 300) form.code(answer).shouldNotBeNull()
            }
        }
    }

    @Test
    fun `rpcv2Cbor`() =
        shouldNeverFailInside(
            ErrorForm.CBOR,
            "https://monitoring.us-east-1.amazonaws.com/service/GraniteServiceVersion20100801/operation/ListMetrics",
            signed("monitoring") + mapOf("Smithy-Protocol" to "rpc-v2-cbor", "Content-Type" to "application/cbor"),
        )

    @Test
    fun `awsJson, as JSON and as CBOR`() {
        val target = signed("kinesis") + ("X-Amz-Target" to "Kinesis_20131202.ListStreams")
        val url = "https://kinesis.us-east-1.amazonaws.com"
        shouldNeverFailInside(ErrorForm.JSON, url, target + ("Content-Type" to "application/x-amz-json-1.1"))
        shouldNeverFailInside(ErrorForm.CBOR, url, target + ("Content-Type" to "application/x-amz-cbor-1.1"))
        shouldNeverFailInside(ErrorForm.JSON, url, target + ("X-Amz-Target" to ""))
    }

    @Test
    fun `Query, REST with JSON, and nothing in particular`() {
        val form = mapOf("Content-Type" to "Application/x-www-form-urlencoded")
        shouldNeverFailInside(ErrorForm.QUERY, "https://iam.amazonaws.com", signed("iam") + form)
        val json = mapOf("Content-Type" to "application/json")
        shouldNeverFailInside(
            ErrorForm.REST_JSON,
            "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/%zz?x=%",
            signed("lambda") + json
        )
    }

    @Test
    fun `a service that AWS does not have`() {
        for (body in bodies) {
            calls.send("POST", "https://lambda.us-east-1.amazonaws.com", signed("no-such-service"), body)
                .shouldBeError(ErrorForm.REST_JSON, 501, "NotImplemented")
        }
    }
}
