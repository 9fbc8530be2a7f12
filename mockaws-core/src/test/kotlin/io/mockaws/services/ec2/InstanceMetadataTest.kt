package io.mockaws.services.ec2

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockClock
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.iam.IamClient
import software.amazon.awssdk.services.sts.StsClient
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
class InstanceMetadataTest {
    private val aws = MockAws.start { it.clock(MockClock.MANUAL) }
    private val ec2 = aws.javaSdk.configure(Ec2Client.builder()).build()
    private val http = HttpClient.newHttpClient()
    private val web = aws.ec2.instance("web")

    @AfterEach
    fun close() = aws.close()

    private fun ask(
        path: String,
        method: String = "GET",
        vararg headers: String,
    ): HttpResponse<String> {
        val request = HttpRequest.newBuilder(URI(web.metadataEndpoint + path)).method(method, HttpRequest.BodyPublishers.noBody())
        if (headers.isNotEmpty()) request.headers(*headers)
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
    }

    private fun token(seconds: Int = 60): String =
        ask("/latest/api/token", "PUT", "X-aws-ec2-metadata-token-ttl-seconds", "$seconds").body()

    private fun get(path: String) = ask("/latest/$path", "GET", "X-aws-ec2-metadata-token", token()).body()

    @Test
    fun `an instance finds itself, by folders and files`() {
        get("meta-data/instance-id") shouldBe web.id
        get("meta-data/local-ipv4") shouldBe web.privateIp
        get("meta-data/placement/availability-zone") shouldStartWith "us-east-1"
        get("meta-data/").lines().contains("placement/") shouldBe true
        val mac = get("meta-data/mac")
        get("meta-data/network/interfaces/macs/$mac/vpc-id") shouldStartWith "vpc-"
        get("dynamic/instance-identity/document") shouldContain web.id
        ask("/latest/meta-data/colour", "GET", "X-aws-ec2-metadata-token", token()).statusCode() shouldBe 404
        ask("/latest/user-data", "GET", "X-aws-ec2-metadata-token", token()).statusCode() shouldBe 404
    }

    @Test
    fun `who needs a token gets one, for its time`() {
        ec2.modifyInstanceMetadataOptions { it.instanceId(web.id).httpTokens("required") }
        ask("/latest/meta-data/instance-id").statusCode() shouldBe 401
        ask("/latest/api/token", "PUT").statusCode() shouldBe 400
        val token = token(30)
        ask("/latest/meta-data/instance-id", "GET", "X-aws-ec2-metadata-token", token).body() shouldBe web.id
        aws.time.advanceBy(Duration.ofSeconds(31))
        ask("/latest/meta-data/instance-id", "GET", "X-aws-ec2-metadata-token", token).statusCode() shouldBe 401
        ec2.modifyInstanceMetadataOptions { it.instanceId(web.id).httpTokens("optional") }
        ask("/latest/meta-data/instance-id").body() shouldBe web.id
        ec2.modifyInstanceMetadataOptions { it.instanceId(web.id).httpEndpoint("disabled") }
        ask("/latest/meta-data/instance-id").statusCode() shouldBe 403
    }

    @Test
    fun `tags are there where they are switched on`() {
        get("meta-data/").lines().contains("tags/") shouldBe false
        ec2.modifyInstanceMetadataOptions { it.instanceId(web.id).instanceMetadataTags("enabled") }
        get("meta-data/tags/instance/Name") shouldBe "web"
    }

    @Test
    fun `the SDK has the credentials of the instance's role`() {
        val iam = aws.javaSdk.configure(IamClient.builder()).build()
        iam.createInstanceProfile { it.instanceProfileName("reader") }
        aws.iam.role("reader")
        iam.addRoleToInstanceProfile { it.instanceProfileName("reader").roleName("reader") }
        ec2.associateIamInstanceProfile { r -> r.instanceId(web.id).iamInstanceProfile { it.name("reader") } }
        InstanceProfileCredentialsProvider.builder().endpoint(web.metadataEndpoint).build().use { provider ->
            val credentials = provider.resolveCredentials() as AwsSessionCredentials
            credentials.accessKeyId() shouldStartWith "ASIA"
            val sts = aws.javaSdk.configure(StsClient.builder()).credentialsProvider(provider).build()
            sts.getCallerIdentity().arn() shouldEndWith ":assumed-role/reader/${web.id}"
        }
    }
}
