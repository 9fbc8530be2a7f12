package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import kotlin.time.Duration.Companion.days
import kotlin.time.toJavaInstant

/**
 * What rules tell of, and what they must not touch.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configure-notification.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
class S3LifecycleEventTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client
    private val queue = world.aws.sqs.queue("events")

    private fun watch(vararg events: String) =
        s3.putBucketNotificationConfiguration { r ->
            r.bucket("box").notificationConfiguration { c -> c.queueConfigurations({ it.queueArn(queue.arn).eventsWithStrings(*events) }) }
        }.also { queue.purge() }

    private fun records() = queue.messages().map { Json.parseToJsonElement(it.body).jsonObject["Records"]!!.jsonArray.single().jsonObject }

    private fun JsonObject.text(vararg path: String): String? =
        path.dropLast(1).fold(this) { at, step -> at[step]!!.jsonObject }[path.last()]?.jsonPrimitive?.content

    /** S3 does it itself, and at midnight, whenever somebody looks. */
    @Test
    fun `what rules do is told`() {
        s3.createBucket { it.bucket("box") }
        s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Enabled") } }
        watch("s3:LifecycleExpiration:*", "s3:LifecycleTransition")
        s3.putRules(
            "box",
            {
                filter { it.objectSizeGreaterThan(0) }.transitions({ it.days(0).storageClass("GLACIER") }).expiration { it.days(2) }
                noncurrentVersionExpiration { it.noncurrentDays(1) }
            },
        )
        s3.put("box", "a", "1")
        world.aws.time.advanceBy(10.days)
        world.aws.s3.bucket("box").versions().size shouldBe 1
        records().map { it.text("eventName") to it.text("eventTime") } shouldBe listOf(
            "LifecycleTransition" to "2026-11-22T00:00:00.000Z",
            "LifecycleExpiration:DeleteMarkerCreated" to "2026-11-24T00:00:00.000Z",
            "LifecycleExpiration:Delete" to "2026-11-26T00:00:00.000Z",
        )
        records().first().run {
            text("userIdentity", "principalId") shouldBe "s3.amazonaws.com"
            text("requestParameters", "sourceIPAddress") shouldBe "s3.amazonaws.com"
            text("s3", "object", "key") shouldBe "a"
        }
    }

    @Test
    fun `what a call does is not told as what rules do`() {
        s3.createBucket { it.bucket("box") }
        watch("s3:LifecycleExpiration:*")
        s3.put("box", "a", "1")
        s3.deleteObject { it.bucket("box").key("a") }
        queue.messages() shouldBe emptyList()
    }

    @Test
    fun `a locked version goes when its lock is over`() {
        s3.createBucket { it.bucket("box").objectLockEnabledForBucket(true) }
        s3.putRules("box", { expiration { it.days(1) }.noncurrentVersionExpiration { it.noncurrentDays(1) } })
        val until = (world.aws.time.now() + 10.days).toJavaInstant()
        s3.put("box", "held", "1") { it.objectLockLegalHoldStatus("ON").checksumAlgorithm(ChecksumAlgorithm.CRC32) }
        s3.put("box", "kept", "1") {
            it.objectLockMode("COMPLIANCE").objectLockRetainUntilDate(until).checksumAlgorithm(ChecksumAlgorithm.CRC32)
        }
        s3.put("box", "free", "1")
        world.aws.time.advanceBy(10.days)
        fun left() = world.aws.s3.bucket("box").versions().filter { !it.isDeleteMarker }.map { it.key }
        left() shouldBe listOf("held", "kept")
        world.aws.time.advanceBy(1.days)
        left() shouldBe listOf("held")
    }
}
