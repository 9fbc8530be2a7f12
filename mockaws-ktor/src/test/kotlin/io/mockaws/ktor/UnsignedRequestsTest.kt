package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class UnsignedRequestsTest {
    @Test
    fun `an object is read by its path without a signature`() {
        MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { aws ->
            aws.s3.bucket("photos").put("a.txt", "hello")
            MockAwsServer.start(aws).use { server ->
                val request = HttpRequest.newBuilder(URI("${server.endpoint}/photos/a.txt")).build()
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body() shouldBe "hello"
            }
        }
    }
}
