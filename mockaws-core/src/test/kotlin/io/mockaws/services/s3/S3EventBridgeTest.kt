package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Tag

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html, EventBridge.html */
class S3EventBridgeTest {
    @Test
    fun `a bucket tells the default bus of its objects, as LocalStack recorded it at AWS`() = runTest {
        // test_put_events_bus_to_bus's neighbour in test_events: the event of an object that is put
        mockAws {
            val queue = sqs.queue("q")
            val pattern = """{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["inbox"]}}}"""
            eventBridge.bus().rule("created", pattern, queue.arn)
            val request = S3Client.create().use { s3 ->
                s3.createBucket { it.bucket("inbox") }
                s3.putBucketNotificationConfiguration {
                    it.bucket("inbox").notificationConfiguration { n -> n.eventBridgeConfiguration { } }
                }
                (s3.getBucketNotificationConfiguration { it.bucket("inbox") }.eventBridgeConfiguration() != null) shouldBe true
                s3.putObject({ it.bucket("inbox").key("red flower.txt") }, RequestBody.fromString("data")).responseMetadata().requestId()
            }
            val event = eventBridge.bus().events.single()
            event.resources shouldBe listOf("arn:aws:s3:::inbox")
            event.detail shouldMatch
                """\{"version":"0","bucket":\{"name":"inbox"},"object":\{"key":"red flower.txt","size":4,""" +
                """"etag":"8d777f385d3dfec8815d20f7496026dc","sequencer":"[0-9A-F]{18}"},"request-id":"$request",""" +
                """"requester":"$accountId","source-ip-address":"127.0.0.1","reason":"PutObject"}"""
            queue.messages().single().body shouldBe event.json
        }
    }

    @Test
    fun `it is told of copies, tags and deletions too`() = runTest {
        mockAws {
            s3.bucket("inbox").notifyEventBridge().enableVersioning()
            S3Client.create().use { client ->
                client.putObject({ it.bucket("inbox").key("a") }, RequestBody.empty())
                client.copyObject { it.sourceBucket("inbox").sourceKey("a").destinationBucket("inbox").destinationKey("b") }
                client.putObjectTagging { it.bucket("inbox").key("a").tagging { t -> t.tagSet(Tag.builder().key("x").value("1").build()) } }
                client.deleteObject { it.bucket("inbox").key("a") }
            }
            val told =
                eventBridge.bus().events.map { event ->
                    val reason = Regex("\"(?:reason|deletion-type)\":\"([^\"]+)\"").findAll(event.detail)
                    (listOf(event.detailType) + reason.map { it.groupValues[1] }).joinToString()
                }
            told shouldBe
                listOf(
                    "Object Created, PutObject",
                    "Object Created, CopyObject",
                    "Object Tags Added",
                    "Object Deleted, DeleteObject, Delete Marker Created",
                )
        }
    }

    @Test
    fun `a bucket that was not asked to tells nothing`() = runTest {
        mockAws {
            s3.bucket("inbox").put("a", "1")
            eventBridge.bus().events.shouldBeEmpty()
        }
    }
}
