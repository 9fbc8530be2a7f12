package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class PriceListFilesTest {
    @Test
    fun `a price list is read from where GetPriceListFileUrl says, and another mock can load it`() {
        MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { aws ->
            aws.pricing.ec2("m5.large", "eu-west-1", "0.2")
            MockAwsServer.start(aws).use { server ->
                val file = read("${server.endpoint}/offers/v1.0/aws/AmazonEC2/20250404224122/eu-west-1/index.json")
                file.statusCode() shouldBe 200
                file.headers().firstValue("Content-Type").get() shouldBe "application/json"
                read("${server.endpoint}/offers/v1.0/aws/AmazonEC2/20250404224122/nowhere/index.json").statusCode() shouldBe 400
                MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { other ->
                    other.pricing.offers(file.body())
                    other.pricing.priceOf("m5.large", "eu-west-1") shouldBe "0.2000000000"
                    other.pricing.priceOf("m5.large", "us-east-1") shouldBe "0.0960000000"
                }
            }
        }
    }

    private fun read(url: String): HttpResponse<String> =
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI(url)).build(), HttpResponse.BodyHandlers.ofString())
}
