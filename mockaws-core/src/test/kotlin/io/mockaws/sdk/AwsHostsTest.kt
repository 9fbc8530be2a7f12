package io.mockaws.sdk

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.regions.ServiceMetadata

class AwsHostsTest {
    @Test
    fun `the endpoints of every region that the Java SDK knows are AWS's`() {
        for (region in Region.regions()) {
            val host = ServiceMetadata.of("sqs").endpointFor(region).toString().removePrefix("//")
            withClue(host) { (host in AwsHosts) shouldBe true }
        }
    }

    @Test
    fun `those with dual stack and of other letters are, too`() {
        ("sqs.us-east-1.api.aws" in AwsHosts) shouldBe true
        ("BUCKET.S3.Amazonaws.COM." in AwsHosts) shouldBe true
        ("amazonaws.com" in AwsHosts) shouldBe true
    }

    @Test
    fun `names that look like them are not`() {
        for (host in listOf("localhost", "127.0.0.1", "[::1]", "myamazonaws.com", "amazonaws.com.example", "s3.localhost")) {
            withClue(host) { (host in AwsHosts) shouldBe false }
        }
    }
}
