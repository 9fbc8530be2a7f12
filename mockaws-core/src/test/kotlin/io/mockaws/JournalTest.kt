package io.mockaws

import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import java.lang.ref.WeakReference

class JournalTest {
    @Test
    fun `the journal says how long a body was and does not keep it alive`() {
        runTest {
            mockAws {
                s3.bucket("box")
                val body = put("k")
                calls("s3", "PutObject").single().input["Body"] shouldBe "a stream of 1000 bytes"
                s3.bucket("box").delete("k")
                repeat(50) { if (body.get() != null) System.gc() }
                body.get() shouldBe null
            }
        }
    }

    @Test
    fun `a member that has no effect is named`() {
        MockAws.start().use { aws ->
            aws.s3.bucket("box")
            aws.javaSdk.configure(software.amazon.awssdk.services.s3.S3Client.builder()).build().use { client ->
                client.listObjectsV2 { it.bucket("box").requestPayer("requester") }
            }
            aws.calls("s3", "ListObjectsV2").single().notHonoured shouldContain "header x-amz-request-payer"
        }
    }

    private suspend fun MockAws.put(key: String): WeakReference<ByteArray> {
        val bytes = ByteArray(1000)
        val request = HttpRequest("PUT", "/box/$key", body = HttpBody.Bytes(bytes), origin = "https://s3.us-east-1.amazonaws.com")
        handler.handle(request).status shouldBe 200
        return WeakReference(bytes)
    }
}
