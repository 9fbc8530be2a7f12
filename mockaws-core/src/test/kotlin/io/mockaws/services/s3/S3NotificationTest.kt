package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.getBucketNotificationConfiguration
import aws.sdk.kotlin.services.s3.putBucketNotificationConfiguration
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import io.mockaws.services.sqs.QueueFixture
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus
import software.amazon.awssdk.services.s3.model.FilterRule
import software.amazon.awssdk.services.s3.model.NotificationConfiguration
import software.amazon.awssdk.services.s3.model.ObjectCannedACL
import software.amazon.awssdk.services.s3.model.QueueConfiguration
import software.amazon.awssdk.services.s3.model.Tag
import software.amazon.awssdk.services.sqs.SqsClient
import java.nio.file.Path
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3Client
import aws.sdk.kotlin.services.s3.model.Event as KotlinEvent
import aws.sdk.kotlin.services.s3.model.QueueConfiguration as KotlinQueueConfiguration

/**
 * Records and refusals are those that localstack recorded at AWS in January 2025
 * (tests/aws/services/s3/test_s3_notifications_sqs); the rest is from
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
class S3NotificationTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("inbox") } }
    private val queue = world.aws.sqs.queue("arrivals")

    private fun target(vararg events: String, arn: String = queue.arn, id: String? = "watch", rules: Map<String, String> = mapOf()) =
        QueueConfiguration
            .builder()
            .id(id)
            .queueArn(arn)
            .eventsWithStrings(*events)
            .apply {
                if (rules.isNotEmpty()) {
                    filter { f ->
                        f.key { k -> k.filterRules(rules.map { (name, value) -> FilterRule.builder().name(name).value(value).build() }) }
                    }
                }
            }.build()

    private fun notify(vararg targets: QueueConfiguration, skip: Boolean? = null) =
        s3.putBucketNotificationConfiguration {
            it.bucket("inbox").skipDestinationValidation(skip)
            it.notificationConfiguration(NotificationConfiguration.builder().queueConfigurations(*targets).build())
        }

    private fun shown() = s3.getBucketNotificationConfiguration { it.bucket("inbox") }.queueConfigurations()

    private fun watch(vararg events: String, rules: Map<String, String> = mapOf()) {
        notify(target(*events, rules = rules))
        queue.purge()
    }

    /** All that was told since the last look, the first first. */
    private fun told(queue: QueueFixture = this.queue): List<JsonObject> =
        queue
            .messages()
            .map { Json.parseToJsonElement(it.body).jsonObject.getValue("Records").jsonArray.single().jsonObject }
            .also { queue.purge() }

    private fun JsonObject.at(vararg path: String) =
        path.fold<String, JsonElement>(this) { it, name -> it.jsonObject.getValue(name) }

    private fun JsonObject.text(vararg path: String) = at(*path).jsonPrimitive.content

    private fun JsonObject.target() = at("s3", "object").jsonObject

    private fun JsonObject.summary() = text("eventName") + " " + text("s3", "object", "key")

    @Test
    fun `a put is told in S3's own words`() {
        watch("s3:ObjectCreated:*")
        val put = s3.put("inbox", "my_key_0", "something")
        val record = told().single()
        record.keys.toList() shouldContainExactly
            listOf(
                "eventVersion", "eventSource", "awsRegion", "eventTime", "eventName", "userIdentity", "requestParameters",
                "responseElements", "s3",
            )
        record.text("eventVersion") shouldBe "2.1"
        record.text("eventSource") shouldBe "aws:s3"
        record.text("awsRegion") shouldBe "us-east-1"
        record.text("eventTime") shouldBe "2026-11-21T10:00:00.250Z"
        record.text("eventName") shouldBe "ObjectCreated:Put"
        record.text("requestParameters", "sourceIPAddress") shouldBe "127.0.0.1"
        record.text("responseElements", "x-amz-request-id") shouldBe put.responseMetadata().requestId()
        record.text("responseElements", "x-amz-id-2") shouldBe put.responseMetadata().extendedRequestId()
        record.text("s3", "s3SchemaVersion") shouldBe "1.0"
        record.text("s3", "configurationId") shouldBe "watch"
        record.text("s3", "bucket", "name") shouldBe "inbox"
        record.text("s3", "bucket", "arn") shouldBe "arn:aws:s3:::inbox"
        record.text("s3", "bucket", "ownerIdentity", "principalId") shouldMatch "A[A-Z0-9]{13}"
        record.text("userIdentity", "principalId") shouldMatch "AWS:[A-Z0-9]+"
        record.target().keys.toList() shouldContainExactly listOf("key", "size", "eTag", "sequencer")
        record.target().text("key") shouldBe "my_key_0"
        record.target().getValue("size").jsonPrimitive.long shouldBe 9
        record.target().text("eTag") shouldBe "437b930db84b8079c2dd804a71936b5f"
        record.target().text("sequencer") shouldMatch "[0-9A-F]{18}"
    }

    @Test
    fun `copies, uploads in parts and deletes are told as what they are`() {
        watch("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
        s3.put("inbox", "a", "something")
        s3.copyObject { it.sourceBucket("inbox").sourceKey("a").destinationBucket("inbox").destinationKey("b") }
        val upload = s3.createMultipartUpload { it.bucket("inbox").key("c") }.uploadId()
        val part = s3.uploadPart({ it.bucket("inbox").key("c").uploadId(upload).partNumber(1) }, RequestBody.fromString("c"))
        s3.completeMultipartUpload {
            it.bucket("inbox").key("c").uploadId(upload)
            it.multipartUpload { all -> all.parts({ p -> p.partNumber(1).eTag(part.eTag()) }) }
        }
        s3.deleteObject { it.bucket("inbox").key("a") }
        s3.deleteObject { it.bucket("inbox").key("never") }
        s3.deleteObjects { it.bucket("inbox").delete { d -> d.objects({ o -> o.key("b") }, { o -> o.key("c") }) } }
        val told = told()
        told.map { it.summary() } shouldContainExactly
            listOf(
                "ObjectCreated:Put a",
                "ObjectCreated:Copy b",
                "ObjectCreated:CompleteMultipartUpload c",
                "ObjectRemoved:Delete a",
                "ObjectRemoved:Delete b",
                "ObjectRemoved:Delete c",
            )
        told[2].target().text("eTag") shouldMatch "[0-9a-f]{32}-1"
        told[3].target().keys.toList() shouldContainExactly listOf("key", "sequencer")
        val sequence = told.map { it.target().text("sequencer") }
        sequence.zipWithNext().forEach { (one, next) -> next shouldBeGreaterThan one }
    }

    @Test
    fun `versions and delete markers are told with their ids`() {
        watch("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
        s3.putBucketVersioning { it.bucket("inbox").versioningConfiguration { v -> v.status(BucketVersioningStatus.ENABLED) } }
        val first = s3.put("inbox", "k", "data").versionId()
        val marker = s3.deleteObject { it.bucket("inbox").key("k") }.versionId()
        s3.deleteObject { it.bucket("inbox").key("k").versionId(first) }
        s3.putBucketVersioning { it.bucket("inbox").versioningConfiguration { v -> v.status(BucketVersioningStatus.SUSPENDED) } }
        s3.put("inbox", "k", "data")
        s3.deleteObject { it.bucket("inbox").key("k").versionId(marker) }
        val told = told()
        told.map { it.text("eventName") } shouldContainExactly
            listOf(
                "ObjectCreated:Put",
                "ObjectRemoved:DeleteMarkerCreated",
                "ObjectRemoved:Delete",
                "ObjectCreated:Put",
                "ObjectRemoved:Delete",
            )
        told.map { it.target()["versionId"]?.jsonPrimitive?.content } shouldContainExactly listOf(first, marker, first, null, marker)
        told[1].target().text("eTag") shouldBe "d41d8cd98f00b204e9800998ecf8427e"
        told[1].target()["size"].shouldBeNull()
        told[2].target().keys.toList() shouldContainExactly listOf("key", "versionId", "sequencer")
    }

    @Test
    fun `tagging is told without size and place in the order`() {
        s3.put("inbox", "k", "data")
        watch("s3:ObjectTagging:*")
        s3.putObjectTagging { it.bucket("inbox").key("k").tagging { t -> t.tagSet(Tag.builder().key("a").value("b").build()) } }
        s3.deleteObjectTagging { it.bucket("inbox").key("k") }
        val told = told()
        told.map { it.text("eventName") } shouldContainExactly listOf("ObjectTagging:Put", "ObjectTagging:Delete")
        told.map { it.text("eventVersion") }.distinct() shouldContainExactly listOf("2.3")
        told.forEach { it.target().keys.toList() shouldContainExactly listOf("key", "eTag") }
    }

    @Test
    fun `a new ACL is told in the same way`() {
        s3.put("inbox", "k", "data")
        watch("s3:ObjectAcl:Put")
        s3.putObjectAcl { it.bucket("inbox").key("k").acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL) }
        val told = told().single()
        told.text("eventName") shouldBe "ObjectAcl:Put"
        told.text("eventVersion") shouldBe "2.3"
        told.target().keys.toList() shouldContainExactly listOf("key", "eTag")
    }

    @Test
    fun `keys are encoded as in a form, but for slashes`() {
        watch("s3:ObjectCreated:*")
        listOf("a@b", "red flower.jpg", "dir/ü+1").forEach { s3.put("inbox", it, "") }
        told().map { it.target().text("key") } shouldContainExactly listOf("a%40b", "red+flower.jpg", "dir/%C3%BC%2B1")
    }

    @Test
    fun `only what the events and the filter name is told`() {
        watch("s3:ObjectCreated:Put", rules = mapOf("prefix" to "in/", "suffix" to ".txt"))
        listOf("in/a.txt", "in/a.jpg", "out/a.txt", "in/dir/b.txt").forEach { s3.put("inbox", it, "") }
        s3.copyObject { it.sourceBucket("inbox").sourceKey("in/a.txt").destinationBucket("inbox").destinationKey("in/c.txt") }
        told().map { it.target().text("key") } shouldContainExactly listOf("in/a.txt", "in/dir/b.txt")
    }

    @Test
    fun `each destination gets what it asked for`() {
        val gone = world.aws.sqs.queue("departures")
        notify(
            target("s3:ObjectCreated:*", id = "come"),
            target("s3:ObjectRemoved:Delete", arn = gone.arn, id = "go"),
        )
        listOf(queue, gone).forEach { it.purge() }
        s3.put("inbox", "k", "")
        s3.deleteObject { it.bucket("inbox").key("k") }
        told().single().text("s3", "configurationId") shouldBe "come"
        told(gone).single().text("s3", "configurationId") shouldBe "go"
    }

    @Test
    fun `a destination is told that it is one`() {
        notify(target("s3:ObjectCreated:*"))
        val test = Json.parseToJsonElement(queue.messages().single().body).jsonObject
        test.keys.toList() shouldContainExactly listOf("Service", "Event", "Time", "Bucket", "RequestId", "HostId")
        test.text("Service") shouldBe "Amazon S3"
        test.text("Event") shouldBe "s3:TestEvent"
        test.text("Bucket") shouldBe "inbox"
        queue.purge()
        notify(target("s3:ObjectCreated:*"), skip = true)
        queue.messages().shouldBeEmpty()
    }

    @Test
    fun `a configuration is shown as it was put, with an id and the names of its rules as S3 writes them`() {
        shown().shouldBeEmpty()
        val rules = mapOf("suffix" to ".txt", "PREFIX" to "in/")
        notify(target("s3:ObjectCreated:*", "s3:ObjectRemoved:Delete", id = null, rules = rules))
        val shown = shown().single()
        shown.id() shouldMatch "[A-Za-z0-9+/]{48}"
        shown.queueArn() shouldBe queue.arn
        shown.eventsAsStrings() shouldContainExactly listOf("s3:ObjectCreated:*", "s3:ObjectRemoved:Delete")
        shown.filter().key().filterRules().map { it.nameAsString() to it.value() } shouldContainExactly
            listOf("Suffix" to ".txt", "Prefix" to "in/")
        notify()
        shown().shouldBeEmpty()
        s3.put("inbox", "in/k.txt", "")
        queue.messages().none { "ObjectCreated" in it.body } shouldBe true
    }

    private fun refused(message: String, call: () -> Any?) {
        shouldFail("InvalidArgument", 400, call).awsErrorDetails().errorMessage() shouldBe message
    }

    /** The SDKs do not show what an error has beside its message. */
    private fun details(vararg arns: String): String =
        runBlocking {
            val document =
                arns.withIndex().joinToString("", "<NotificationConfiguration>", "</NotificationConfiguration>") { (index, arn) ->
                    val event = listOf("Put", "Copy")[index]
                    "<QueueConfiguration><Queue>$arn</Queue><Event>s3:ObjectCreated:$event</Event></QueueConfiguration>"
                }
            val origin = "https://s3.us-east-1.amazonaws.com"
            val request = HttpRequest("PUT", "/inbox", "notification", Headers.Empty, HttpBody.of(document), origin)
            val text = world.aws.handler.handle(request).body.readBytes().decodeToString()
            text.substringAfter("</Message>").substringBefore("<RequestId>")
        }

    @Test
    fun `what is no queue is refused, and all that are missing are named`() {
        for (skip in listOf(true, false)) {
            refused("The ARN could not be parsed") { notify(target("s3:ObjectCreated:*", arn = "invalid-queue"), skip = skip) }
        }
        val here = queue.arn.substringBeforeLast(':')
        details("$here:none", "invalid-queue") shouldBe
            "<ArgumentName>Queue</ArgumentName><ArgumentValue>invalid-queue</ArgumentValue>"
        val missing = "Unable to validate the following destination configurations"
        refused(missing) { notify(target("s3:ObjectCreated:*", arn = "$here:none")) }
        details("$here:none", "$here:nor-this") shouldBe
            "<ArgumentName1>$here:none</ArgumentName1><ArgumentValue1>The destination queue does not exist</ArgumentValue1>" +
            "<ArgumentName2>$here:nor-this</ArgumentName2><ArgumentValue2>The destination queue does not exist</ArgumentValue2>"
        refused("The notification destination service region is not valid for the bucket location constraint") {
            notify(target("s3:ObjectCreated:*", arn = queue.arn.replace("us-east-1", "eu-west-1")))
        }
        refused(missing) { notify(target("s3:ObjectCreated:*", arn = world.aws.sqs.queue("a.fifo").arn)) }
        shown().shouldBeEmpty()
        notify(target("s3:ObjectCreated:*", arn = "$here:none"), skip = true)
        shown().single().queueArn() shouldBe "$here:none"
    }

    @Test
    fun `events and rules that S3 does not know are refused`() {
        refused("The event is not supported for notifications") { notify(target("s3:ObjectCreated")) }
        refused("The event is not supported for notifications") { notify(target("s3:LifecycleTransition:*")) }
        refused("filter rule name must be either prefix or suffix") {
            notify(target("s3:ObjectCreated:*", rules = mapOf("infix" to "a")))
        }
        refused("Cannot specify more than one prefix rule in a filter.") {
            notify(target("s3:ObjectCreated:*", rules = mapOf("prefix" to "a", "Prefix" to "b")))
        }
        refused("Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation") {
            notify(target("s3:ObjectCreated:*", rules = mapOf("prefix" to "a".repeat(1025))))
        }
    }

    @Test
    fun `an event is told once, so configurations must not overlap`() {
        val other = world.aws.sqs.queue("other").arn
        fun both(one: String, next: String, first: Map<String, String> = mapOf(), second: Map<String, String> = mapOf()) {
            notify(target(one, id = "1", rules = first), target(next, arn = other, id = "2", rules = second))
        }
        val ambiguous =
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are " +
                "overlapping for the same event type."
        refused(ambiguous) { both("s3:ObjectCreated:*", "s3:ObjectCreated:Put") }
        refused(ambiguous) { both("s3:ObjectCreated:*", "s3:ObjectCreated:*", mapOf("prefix" to "a"), mapOf("prefix" to "ab")) }
        refused(ambiguous) { both("s3:ObjectCreated:*", "s3:ObjectCreated:*", mapOf("suffix" to ".jpg"), mapOf("prefix" to "ab")) }
        both("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
        both("s3:ObjectCreated:*", "s3:ObjectCreated:*", mapOf("prefix" to "a"), mapOf("prefix" to "b"))
        both("s3:ObjectCreated:*", "s3:ObjectCreated:*", mapOf("suffix" to ".jpg"), mapOf("suffix" to ".png"))
        refused("Same ID used for multiple configurations. IDs must be unique") {
            notify(target("s3:ObjectCreated:*", id = "1"), target("s3:ObjectRemoved:*", id = "1"))
        }
    }

    @Test
    fun `who deletes the queue misses what happens, and the caller does not notice`() {
        watch("s3:ObjectCreated:*")
        world.aws.javaSdk.configure(SqsClient.builder()).build().deleteQueue { it.queueUrl(queue.url) }
        s3.put("inbox", "k", "1")
        s3.get("inbox", "k").asUtf8String() shouldBe "1"
    }

    @Test
    fun `a fixture has queues told, one after the other`() {
        val images = world.aws.sqs.queue("images")
        val bucket = world.aws.s3.bucket("inbox").notifyQueue(queue.arn, suffix = ".txt")
        bucket.notifyQueue(images.arn, listOf("s3:ObjectCreated:*", "s3:ObjectRemoved:*"), "in/", ".png")
        listOf("a.txt", "in/a.png", "a.png").forEach { s3.put("inbox", it, "") }
        told().map { it.summary() } shouldContainExactly listOf("ObjectCreated:Put a.txt")
        told(images).map { it.summary() } shouldContainExactly listOf("ObjectCreated:Put in/a.png")
        shown().map { it.queueArn() } shouldContainExactly listOf(queue.arn, images.arn)
        shouldThrow<IllegalArgumentException> { bucket.notifyQueue(images.arn) }.message shouldContain "ambiguously defined"
        shouldThrow<IllegalArgumentException> { bucket.notifyQueue(queue.arn + "-never", suffix = ".gif") }
        shown().size shouldBe 2
    }

    @Test
    fun `what a fixture puts and deletes is told too`() {
        watch("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
        world.aws.s3.bucket("inbox").put("k", "1").delete("k")
        told().map { it.summary() } shouldContainExactly listOf("ObjectCreated:Put k", "ObjectRemoved:Delete k")
    }

    @Test
    fun `each fork tells its own queues, and configurations survive files`(
        @TempDir folder: Path,
    ) {
        watch("s3:ObjectCreated:*")
        world.aws.save(folder.resolve("world"))
        world.aws.fork().use { fork ->
            fork.s3().put("inbox", "forked", "")
            told(fork.sqs.queue("arrivals")).map { it.summary() } shouldContainExactly listOf("ObjectCreated:Put forked")
        }
        told().shouldBeEmpty()
        world.aws.reset()
        world.aws.load(folder.resolve("world"))
        s3.put("inbox", "loaded", "")
        told().map { it.summary() } shouldContainExactly listOf("ObjectCreated:Put loaded")
    }

    private fun MockAws.s3() = javaSdk.configure(S3Client.builder()).build()

    @Test
    fun `the SDK for Kotlin asks for notifications`() =
        runTest {
            val kotlin = KotlinS3Client { world.aws.kotlinSdk.configure(this) }
            kotlin.putBucketNotificationConfiguration {
                bucket = "inbox"
                notificationConfiguration {
                    queueConfigurations =
                        listOf(
                            KotlinQueueConfiguration {
                                queueArn = queue.arn
                                events = listOf(KotlinEvent.S3ObjectCreated)
                            },
                        )
                }
            }
            world.aws.calls("s3", "PutBucketNotificationConfiguration").single().notHonoured.shouldBeEmpty()
            val shown = kotlin.getBucketNotificationConfiguration { bucket = "inbox" }.queueConfigurations!!.single()
            shown.events shouldContainExactly listOf(KotlinEvent.S3ObjectCreated)
            queue.purge()
            world.aws.s3.bucket("inbox").put("k", "")
            told().single().summary() shouldBe "ObjectCreated:Put k"
        }
}
