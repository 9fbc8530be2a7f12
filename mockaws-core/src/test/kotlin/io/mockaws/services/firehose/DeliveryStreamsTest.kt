package io.mockaws.services.firehose

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.services.kinesis.frozen
import io.mockaws.services.kinesis.refused
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.firehose.FirehoseClient
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionStatus
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType
import software.amazon.awssdk.services.firehose.model.KeyType
import software.amazon.awssdk.services.firehose.model.Record
import software.amazon.awssdk.services.firehose.model.S3BackupMode

/** https://docs.aws.amazon.com/firehose/latest/APIReference/Welcome.html */
class DeliveryStreamsTest {
    private fun world(block: MockAws.(FirehoseClient) -> Unit) = frozen().use { aws -> aws.firehoseClient().use { aws.block(it) } }

    private fun FirehoseClient.make(name: String) =
        createDeliveryStream {
            it.deliveryStreamName(name).extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::logs") }
        }

    private fun FirehoseClient.describe(name: String) = describeDeliveryStream { it.deliveryStreamName(name) }.deliveryStreamDescription()

    @Test
    fun `a stream is there as soon as it is made, with what AWS takes where nothing was said`() =
        world { client ->
            client.make("s").deliveryStreamARN() shouldBe "arn:aws:firehose:us-east-1:$accountId:deliverystream/s"
            client.describe("s").run {
                deliveryStreamStatus() shouldBe DeliveryStreamStatus.ACTIVE
                deliveryStreamType() shouldBe DeliveryStreamType.DIRECT_PUT
                versionId() shouldBe "1"
                createTimestamp().shouldNotBeNull()
                lastUpdateTimestamp().shouldBeNull()
                destinations().single().run {
                    destinationId() shouldBe "destinationId-000000000001"
                    extendedS3DestinationDescription().bufferingHints().sizeInMBs() shouldBe 5
                    extendedS3DestinationDescription().bufferingHints().intervalInSeconds() shouldBe 300
                    extendedS3DestinationDescription().s3BackupMode() shouldBe S3BackupMode.DISABLED
                    s3DestinationDescription().bucketARN() shouldBe "arn:aws:s3:::logs"
                }
            }
            refused { client.make("s") } shouldBe ("ResourceInUseException" to "Firehose s under accountId $accountId already exists")
            client.deleteDeliveryStream { it.deliveryStreamName("s") }
            refused { client.describe("s") } shouldBe ("ResourceNotFoundException" to "Firehose s under account $accountId not found.")
        }

    @Test
    fun `streams are listed by name and type`() =
        world { client ->
            (1..12).forEach { client.make("s" + "$it".padStart(2, '0')) }
            val first = client.listDeliveryStreams()
            first.deliveryStreamNames() shouldHaveSize 10
            first.hasMoreDeliveryStreams() shouldBe true
            client.listDeliveryStreams { it.exclusiveStartDeliveryStreamName("s10") }.deliveryStreamNames() shouldBe listOf("s11", "s12")
            client.listDeliveryStreams { it.deliveryStreamType(DeliveryStreamType.MSK_AS_SOURCE) }.deliveryStreamNames().shouldBeEmpty()
        }

    @Test
    fun `a destination changes in what was said, by the version that it has`() =
        world { client ->
            client.make("s")
            fun update(version: String) =
                client.updateDestination {
                    it.deliveryStreamName("s").currentDeliveryStreamVersionId(version).destinationId("destinationId-000000000001")
                        .extendedS3DestinationUpdate { d -> d.prefix("logs/").bufferingHints { b -> b.sizeInMBs(9).intervalInSeconds(70) } }
                }
            update("1")
            client.describe("s").run {
                versionId() shouldBe "2"
                lastUpdateTimestamp().shouldNotBeNull()
                destinations().single().extendedS3DestinationDescription().run {
                    prefix() shouldBe "logs/"
                    bufferingHints().intervalInSeconds() shouldBe 70
                    bucketARN() shouldBe "arn:aws:s3:::logs"
                }
            }
            refused { update("1") }.first shouldBe "ConcurrentModificationException"
            refused {
                client.updateDestination {
                    it.deliveryStreamName("s").currentDeliveryStreamVersionId("2").destinationId("destinationId-000000000001")
                        .httpEndpointDestinationUpdate { d -> d.endpointConfiguration { e -> e.url("https://example.com") } }
                }
            } shouldBe
                ("InvalidArgumentException" to "Changing the destination type to or from HttpEndpoint is not supported at this time.")
        }

    @Test
    fun `keys and tags are what was said of them`() =
        world { client ->
            client.make("s")
            val key = kms.key("k")
            client.startDeliveryStreamEncryption {
                it.deliveryStreamName("s").deliveryStreamEncryptionConfigurationInput { e ->
                    e.keyType(KeyType.CUSTOMER_MANAGED_CMK).keyARN(key.arn)
                }
            }
            client.describe("s").deliveryStreamEncryptionConfiguration().run {
                keyARN() shouldBe key.arn
                status() shouldBe DeliveryStreamEncryptionStatus.ENABLED
            }
            client.putRecord {
                it.deliveryStreamName("s").record(Record.builder().data(SdkBytes.fromUtf8String("x")).build())
            }.encrypted() shouldBe
                true
            client.stopDeliveryStreamEncryption { it.deliveryStreamName("s") }
            client.describe("s").deliveryStreamEncryptionConfiguration().status() shouldBe DeliveryStreamEncryptionStatus.DISABLED
            client.tagDeliveryStream { it.deliveryStreamName("s").tags({ t -> t.key("a").value("1") }, { t -> t.key("b").value("2") }) }
            client.untagDeliveryStream { it.deliveryStreamName("s").tagKeys("a") }
            client.listTagsForDeliveryStream { it.deliveryStreamName("s") }.tags().map { it.key() } shouldBe listOf("b")
        }

    @Test
    fun `what cannot be is refused in AWS's words`() =
        world { client ->
            refused { client.createDeliveryStream { it.deliveryStreamName("s") } } shouldBe
                ("InvalidArgumentException" to "Exactly one destination configuration is supported for a Firehose")
            refused {
                client.createDeliveryStream {
                    it.deliveryStreamName("s").extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::logs") }
                        .kinesisStreamSourceConfiguration { k ->
                            k.kinesisStreamARN("arn:aws:kinesis:us-east-1:$accountId:stream/s").roleARN(ROLE)
                        }
                }
            }.second shouldBe "KinesisSourceStreamConfig is only applicable for KinesisStreamAsSource stream type."
            client.make("s")
            val entry = Record.builder().data(SdkBytes.fromByteArray(ByteArray(1_000_000))).build()
            refused { client.putRecordBatch { it.deliveryStreamName("s").records(List(5) { entry }) } }.second shouldBe
                "Records size exceeds 4 MB limit"
            client.putRecordBatch { it.deliveryStreamName("s").records(entry, entry) }.run {
                failedPutCount() shouldBe 0
                requestResponses() shouldHaveSize 2
            }
        }
}
