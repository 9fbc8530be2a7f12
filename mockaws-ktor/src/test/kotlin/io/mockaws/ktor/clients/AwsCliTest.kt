package io.mockaws.ktor.clients

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.nio.file.Path
import java.util.Random
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** The AWS CLI, of each major version that is installed, against a server that verifies its signatures. */
@Timeout(300)
class AwsCliTest {
    @TempDir
    lateinit var folder: Path

    /** Version 1 presigns as of old, which Amazon S3 takes for buckets from before June 2020 only. */
    private val config by lazy {
        folder.resolve("config").also { it.writeText("[default]\ns3 =\n    signature_version = s3v4\n") }
    }

    private fun withEach(use: (MockAws, aws: (String) -> String) -> Unit) {
        for (tool in Tool.all("aws")) {
            MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { mock ->
                mock.verifySignatures(mapOf("test" to "test"))
                MockAwsServer.start(mock).use { server ->
                    withClue(tool) {
                        use(mock) { line ->
                            val arguments = listOf("--endpoint-url", "${server.endpoint}") + line.split(' ')
                            tool.run(*arguments.toTypedArray(), environment = mapOf("AWS_CONFIG_FILE" to "$config"))
                        }
                    }
                }
            }
        }
    }

    @Test
    fun `files go to a bucket and come back, long ones in parts`() =
        withEach { mock, aws ->
            val film = ByteArray(20_000_000).also(Random(1)::nextBytes)
            folder.resolve("film").writeBytes(film)
            aws("s3 mb s3://films")
            aws("s3 cp $folder/film s3://films/new/film.mp4 --quiet")
            mock.calls("s3", "UploadPart").size shouldBe 3
            aws("s3 ls s3://films/new/") shouldContain "20000000 film.mp4"
            aws("s3 cp s3://films/new/film.mp4 $folder/back --quiet")
            folder.resolve("back").readBytes().contentEquals(film) shouldBe true
            URI(aws("s3 presign s3://films/new/film.mp4").trim()).toURL().readBytes().contentEquals(film) shouldBe true
            aws("s3api put-object --bucket films --key small --body $folder/film --content-type video/mp4") shouldContain "ETag"
            aws("s3api head-object --bucket films --key small") shouldContain "video/mp4"
            assertThrows<IllegalStateException> { aws("s3api head-object --bucket films --key none") }.message shouldContain "404"
            aws("s3 rb s3://films --force") shouldContain "remove_bucket: films"
        }

    @Test
    fun `a table is made, filled and read`() =
        withEach { _, aws ->
            aws(
                "dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST " +
                    "--attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH",
            )
            aws("dynamodb wait table-exists --table-name orders")
            aws("""dynamodb put-item --table-name orders --item {"id":{"S":"1"},"total":{"N":"42"}}""")
            aws("dynamodb scan --table-name orders --output text --query Items[0].total.N").trim() shouldBe "42"
            assertThrows<IllegalStateException> { aws("dynamodb scan --table-name none") }.message shouldContain
                "(ResourceNotFoundException)"
        }

    @Test
    fun `a message goes through a queue`() =
        withEach { _, aws ->
            val url = aws("sqs create-queue --queue-name orders --output text").trim()
            aws("sqs send-message --queue-url $url --message-body 42")
            aws("sqs receive-message --queue-url $url --wait-time-seconds 5 --output text --query Messages[0].Body").trim() shouldBe "42"
            assertThrows<IllegalStateException> { aws("sqs get-queue-url --queue-name none") }.message shouldContain
                "AWS.SimpleQueueService.NonExistentQueue"
        }

    @Test
    fun `a machine is run, found, stopped and ended, and its type has a price`() =
        withEach { _, aws ->
            val parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
            val image = aws("ssm get-parameter --name $parameter --query Parameter.Value --output text").trim()
            val tags = "ResourceType=instance,Tags=[{Key=Name,Value=web}]"
            val ids =
                aws(
                    "ec2 run-instances --image-id $image --instance-type t3.micro --count 3 --tag-specifications $tags " +
                        "--query Instances[].InstanceId --output text",
                ).trim().split(Regex("\\s+"))
            aws("ec2 wait instance-running --instance-ids ${ids.joinToString(" ")}")
            aws("ec2 create-tags --resources ${ids[0]} --tags Key=role,Value=front")
            aws(
                "ec2 describe-instances --filters Name=tag:Name,Values=web --page-size 5 --output text --query Reservations[].Instances[].InstanceId"
            )
                .trim().split(Regex("\\s+")) shouldBe ids
            aws("ec2 describe-instances --filters Name=tag:role,Values=fr* --output text --query Reservations[].Instances[].InstanceId")
                .trim() shouldBe ids[0]
            aws("ec2 stop-instances --instance-ids ${ids[0]}") shouldContain "stopping"
            aws("ec2 wait instance-stopped --instance-ids ${ids[0]}")
            aws("ec2 terminate-instances --instance-ids ${ids.joinToString(" ")}") shouldContain "shutting-down"
            aws("ec2 wait instance-terminated --instance-ids ${ids.joinToString(" ")}")
            assertThrows<IllegalStateException> { aws("ec2 start-instances --instance-ids ${ids[0]}") }.message shouldContain
                "IncorrectInstanceState"
            val filters =
                listOf("instanceType" to "m5.large", "regionCode" to "us-east-1", "operatingSystem" to "Linux")
                    .joinToString(" ") { (field, value) -> "Type=TERM_MATCH,Field=$field,Value=$value" }
            aws("pricing get-products --service-code AmazonEC2 --filters $filters --output text --query PriceList") shouldContain "0.096"
            aws("ec2 describe-instance-types --instance-types m5.large --output text --query InstanceTypes[].VCpuInfo.DefaultVCpus")
                .trim() shouldBe "2"
        }
}
