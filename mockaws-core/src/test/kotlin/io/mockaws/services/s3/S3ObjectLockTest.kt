package io.mockaws.services.s3

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.DefaultRetention
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration
import software.amazon.awssdk.services.s3.model.ObjectLockRetention
import java.nio.file.Path
import java.security.MessageDigest
import java.time.Duration
import java.time.Instant
import java.util.Base64
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3_api,
 * TestS3ObjectLock; test_s3, TestS3ObjectLockRetention and TestS3ObjectLockLegalHold). What may be changed:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
class S3ObjectLockTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 ->
        s3.createBucket { it.bucket("box").objectLockEnabledForBucket(true) }
        s3.createBucket { it.bucket("open") }
    }

    private fun inMinutes(minutes: Long): Instant = world.aws.time.nowJava().plus(Duration.ofMinutes(minutes))

    private fun retain(
        mode: String?,
        until: Instant?,
        version: String? = null,
        bypass: Boolean? = null,
        bucket: String = "box",
        key: String = "k",
    ) = s3.putObjectRetention { r ->
        r.bucket(bucket).key(key).versionId(version).bypassGovernanceRetention(bypass)
            .retention(ObjectLockRetention.builder().mode(mode).retainUntilDate(until).build())
    }

    private fun hold(status: String, version: String? = null) =
        s3.putObjectLegalHold { r -> r.bucket("box").key("k").versionId(version).legalHold { it.status(status) } }

    private fun delete(version: String, bypass: Boolean? = null) =
        s3.deleteObject { it.bucket("box").key("k").versionId(version).bypassGovernanceRetention(bypass) }

    private fun putLocked(mode: String, until: Instant): String =
        s3.put("box", "k", "v") { it.objectLockMode(mode).objectLockRetainUntilDate(until) }.versionId()

    private fun locked(call: () -> Any?) {
        val failure = shouldFail("AccessDenied", 403, call)
        failure.awsErrorDetails().errorMessage() shouldBe "Access Denied because object protected by object lock."
    }

    private fun refused(code: String, message: String, status: Int = 400, call: () -> Any?) {
        shouldFail(code, status, call).awsErrorDetails().errorMessage() shouldBe message
    }

    private fun configure(bucket: String, configuration: ObjectLockConfiguration?) =
        s3.putObjectLockConfiguration { it.bucket(bucket).objectLockConfiguration(configuration) }

    private fun byDefault(retention: DefaultRetention.Builder.() -> Unit): ObjectLockConfiguration =
        ObjectLockConfiguration.builder().objectLockEnabled("Enabled")
            .rule { r -> r.defaultRetention { it.retention() } }.build()

    private val malformed = "The XML you provided was not well-formed or did not validate against our published schema"

    @Test
    fun `a bucket is made with object lock, which brings versions for good`() {
        s3.getBucketVersioning { it.bucket("box") }.statusAsString() shouldBe "Enabled"
        s3.getObjectLockConfiguration { it.bucket("box") }.objectLockConfiguration() shouldBe
            ObjectLockConfiguration.builder().objectLockEnabled("Enabled").build()
        refused(
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
            409,
        ) { s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Suspended") } } }
        s3.putBucketVersioning { r -> r.bucket("box").versioningConfiguration { it.status("Enabled") } }
    }

    @Test
    fun `a bucket that has versions can be given object lock later`() {
        val enabled = ObjectLockConfiguration.builder().objectLockEnabled("Enabled").build()
        refused("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket", 404) {
            s3.getObjectLockConfiguration { it.bucket("open") }
        }
        val versions = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        refused("InvalidBucketState", versions, 409) { configure("open", enabled) }
        world.aws.s3.bucket("open").suspendVersioning()
        refused("InvalidBucketState", versions, 409) { configure("open", enabled) }
        world.aws.s3.bucket("open").enableVersioning()
        configure("open", enabled)
        s3.getObjectLockConfiguration { it.bucket("open") }.objectLockConfiguration() shouldBe enabled
    }

    @Test
    fun `a configuration that is none is refused`() {
        val wrong =
            listOf(
                ObjectLockConfiguration.builder().build(),
                ObjectLockConfiguration.builder().objectLockEnabled("Disabled").build(),
                ObjectLockConfiguration.builder().rule { r -> r.defaultRetention { it.mode("GOVERNANCE").days(1) } }.build(),
                ObjectLockConfiguration.builder().objectLockEnabled("Enabled").rule { }.build(),
                byDefault { },
                byDefault { mode("GOVERNANCE") },
                byDefault { days(1) },
                byDefault { mode("BAD-VALUE").days(1) },
                byDefault { mode("GOVERNANCE").days(1).years(1) },
            )
        for (configuration in wrong) withClue(configuration) { refused("MalformedXML", malformed) { configure("box", configuration) } }
        refused("MissingRequestBodyError", "Request Body is empty") { configure("box", null) }
        for (configuration in listOf(byDefault { mode("GOVERNANCE").days(0) }, byDefault { mode("GOVERNANCE").years(-1) })) {
            refused("InvalidArgument", "Default retention period must be a positive integer value.") { configure("box", configuration) }
        }
        for (configuration in listOf(byDefault { mode("GOVERNANCE").days(36_501) }, byDefault { mode("GOVERNANCE").years(101) })) {
            refused("InvalidArgument", "Default retention period too large.") { configure("box", configuration) }
        }
    }

    @Test
    fun `a default retention locks every object that comes without one, and ends with time`() {
        configure("box", byDefault { mode("COMPLIANCE").days(2) })
        val version = s3.put("box", "k", "v").versionId()
        val head = s3.headObject { it.bucket("box").key("k") }
        head.objectLockModeAsString() shouldBe "COMPLIANCE"
        head.objectLockRetainUntilDate() shouldBe Instant.parse("2026-11-23T10:00:00.250Z")
        head.objectLockLegalHoldStatus() shouldBe null
        val own = inMinutes(60)
        putLocked("GOVERNANCE", own)
        s3.get("box", "k").response().objectLockRetainUntilDate() shouldBe own
        world.aws.time.advanceBy(2.days - 1.minutes)
        locked { delete(version) }
        locked { delete(version, bypass = true) }
        world.aws.time.advanceBy(1.minutes)
        delete(version).versionId() shouldBe version
        configure("box", byDefault { mode("GOVERNANCE").years(1) })
        s3.put("box", "k", "v")
        s3.getObjectRetention { it.bucket("box").key("k") }.retention().retainUntilDate() shouldBe
            world.aws.time.nowJava().plus(Duration.ofDays(365))
        configure("box", ObjectLockConfiguration.builder().objectLockEnabled("Enabled").build())
        s3.put("box", "free", "v")
        s3.headObject { it.bucket("box").key("free") }.objectLockMode() shouldBe null
    }

    @Test
    fun `a locked version stays, under a delete marker and under later versions`() {
        val version = putLocked("COMPLIANCE", inMinutes(10))
        val marker = s3.deleteObject { it.bucket("box").key("k") }
        marker.deleteMarker() shouldBe true
        locked { delete(version) }
        delete(marker.versionId())
        s3.put("box", "k", "later")
        locked { delete(version) }
        s3.get("box", "k") { it.versionId(version) }.asUtf8String() shouldBe "v"
        val both = s3.deleteObjects { r ->
            r.bucket("box").delete { d ->
                d.objects(ObjectIdentifier.builder().key("k").versionId(version).build(), ObjectIdentifier.builder().key("k").build())
            }
        }
        both.errors().single().let { it.code() to it.message() } shouldBe
            ("AccessDenied" to "Access Denied because object protected by object lock.")
        both.deleted().single().deleteMarker() shouldBe true
        refused("BucketNotEmpty", "The bucket you tried to delete is not empty. You must delete all versions in the bucket.", 409) {
            s3.deleteBucket { it.bucket("box") }
        }
    }

    @Test
    fun `governance can be bypassed by who says so, compliance cannot`() {
        val governed = putLocked("GOVERNANCE", inMinutes(10))
        locked { delete(governed) }
        locked { delete(governed, bypass = false) }
        delete(governed, bypass = true).versionId() shouldBe governed
        val again = putLocked("GOVERNANCE", inMinutes(10))
        s3.deleteObjects { r ->
            r.bucket("box").bypassGovernanceRetention(true)
                .delete { it.objects(ObjectIdentifier.builder().key("k").versionId(again).build()) }
        }.deleted().single().versionId() shouldBe again
        val complied = putLocked("COMPLIANCE", inMinutes(10))
        locked { delete(complied, bypass = true) }
        world.aws.time.advanceBy(10.minutes)
        delete(complied)
    }

    @Test
    fun `a bypass is for buckets with object lock alone`() {
        s3.put("open", "k", "v")
        val only = "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets."
        for (bypass in listOf(true, false)) {
            refused("InvalidArgument", only) { s3.deleteObject { it.bucket("open").key("k").bypassGovernanceRetention(bypass) } }
        }
        refused("InvalidArgument", only) {
            s3.deleteObjects { r ->
                r.bucket("open").bypassGovernanceRetention(true).delete { it.objects(ObjectIdentifier.builder().key("k").build()) }
            }
        }
    }

    @Test
    fun `a governed retention is extended by anybody, and shortened, ended or changed by who bypasses it`() {
        val version = s3.put("box", "k", "v").versionId()
        refused("NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", 404) {
            s3.getObjectRetention { it.bucket("box").key("k") }
        }
        retain("GOVERNANCE", inMinutes(10))
        retain("GOVERNANCE", inMinutes(20), version)
        s3.getObjectRetention { it.bucket("box").key("k").versionId(version) }.retention() shouldBe
            ObjectLockRetention.builder().mode("GOVERNANCE").retainUntilDate(inMinutes(20)).build()
        locked { retain("GOVERNANCE", inMinutes(10)) }
        locked { retain(null, null) }
        locked { retain("COMPLIANCE", inMinutes(30)) }
        retain("GOVERNANCE", inMinutes(5), bypass = true)
        retain(null, null, bypass = true)
        delete(version)
    }

    @Test
    fun `a compliant retention can only be extended`() {
        val version = putLocked("COMPLIANCE", inMinutes(10))
        locked { retain("COMPLIANCE", inMinutes(9)) }
        locked { retain("COMPLIANCE", inMinutes(9), bypass = true) }
        locked { retain("GOVERNANCE", inMinutes(20), bypass = true) }
        locked { retain(null, null, bypass = true) }
        retain("COMPLIANCE", inMinutes(15))
        world.aws.time.advanceBy(15.minutes)
        s3.headObject { it.bucket("box").key("k") }.objectLockModeAsString() shouldBe "COMPLIANCE"
        retain("GOVERNANCE", inMinutes(1))
        delete(version, bypass = true)
    }

    @Test
    fun `a retention that is none is refused`() {
        s3.put("box", "k", "v")
        refused("MalformedXML", malformed) { retain("GOVERNANCE", null) }
        refused("MalformedXML", malformed) { retain(null, inMinutes(1)) }
        refused("MalformedXML", malformed) { retain("BAD-VALUE", inMinutes(1)) }
        refused("InvalidArgument", "The retain until date must be in the future!") { retain("GOVERNANCE", inMinutes(0)) }
        shouldFail("NoSuchKey", 404) { retain("GOVERNANCE", inMinutes(1), key = "nothing") }
        shouldFail("NoSuchBucket", 404) { retain("GOVERNANCE", inMinutes(1), bucket = "nothing") }
        s3.put("open", "k", "v")
        val missing = "Bucket is missing Object Lock Configuration"
        refused("InvalidRequest", missing) { retain("GOVERNANCE", inMinutes(1), bucket = "open") }
        refused("InvalidRequest", missing) { s3.getObjectRetention { it.bucket("open").key("k") } }
        refused("InvalidRequest", missing) { s3.getObjectLegalHold { it.bucket("open").key("k") } }
        refused("InvalidRequest", missing) { s3.putObjectLegalHold { r -> r.bucket("open").key("k").legalHold { it.status("ON") } } }
        refused("MalformedXML", malformed) { s3.putObjectLegalHold { it.bucket("open").key("k") } }
        refused("MalformedXML", malformed) { hold("on") }
    }

    @Test
    fun `a delete marker cannot be locked`() {
        s3.put("box", "k", "v")
        val marker = s3.deleteObject { it.bucket("box").key("k") }.versionId()
        shouldFail("MethodNotAllowed", 405) { retain("GOVERNANCE", inMinutes(1), marker) }
        shouldFail("MethodNotAllowed", 405) { s3.getObjectRetention { it.bucket("box").key("k").versionId(marker) } }
        shouldFail("MethodNotAllowed", 405) { hold("ON", marker) }
    }

    @Test
    fun `a legal hold lasts until it is taken off, whatever the retention`() {
        val version = s3.put("box", "k", "v") { it.objectLockLegalHoldStatus("ON") }.versionId()
        s3.headObject { it.bucket("box").key("k") }.objectLockLegalHoldStatusAsString() shouldBe "ON"
        locked { delete(version) }
        locked { delete(version, bypass = true) }
        world.aws.time.advanceBy(10_000.days)
        locked { delete(version) }
        hold("OFF", version)
        s3.getObjectLegalHold { it.bucket("box").key("k") }.legalHold().statusAsString() shouldBe "OFF"
        s3.get("box", "k").response().objectLockLegalHoldStatusAsString() shouldBe "OFF"
        delete(version)
        val never = s3.put("box", "k", "v").versionId()
        s3.headObject { it.bucket("box").key("k") }.objectLockLegalHoldStatus() shouldBe null
        shouldFail("NoSuchObjectLockConfiguration", 404) { s3.getObjectLegalHold { it.bucket("box").key("k").versionId(never) } }
    }

    @Test
    fun `headers that make no lock are refused, before the bucket is looked at`() {
        val both = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied"
        for (bucket in listOf("box", "open")) {
            refused("InvalidArgument", both) { s3.put(bucket, "k", "v") { it.objectLockMode("GOVERNANCE") } }
            refused("InvalidArgument", both) { s3.put(bucket, "k", "v") { it.objectLockRetainUntilDate(inMinutes(1)) } }
            refused("InvalidArgument", "Unknown wormMode directive.") {
                s3.put(bucket, "k", "v") { it.objectLockMode("BAD-VALUE").objectLockRetainUntilDate(inMinutes(1)) }
            }
            refused("InvalidArgument", "The retain until date must be in the future!") {
                s3.put(bucket, "k", "v") { it.objectLockMode("GOVERNANCE").objectLockRetainUntilDate(inMinutes(-1)) }
            }
            refused("InvalidArgument", "Legal Hold must be either of 'ON' or 'OFF'") {
                s3.put(bucket, "k", "v") { it.objectLockLegalHoldStatus("wrong") }
            }
        }
        refused("InvalidRequest", "Bucket is missing ObjectLockConfiguration") {
            s3.put("open", "k", "v") { it.objectLockLegalHoldStatus("ON") }
        }
        refused("InvalidRequest", "Bucket is missing ObjectLockConfiguration") {
            s3.createMultipartUpload { it.bucket("open").key("k").objectLockLegalHoldStatus("ON") }
        }
    }

    private fun raw(path: String, body: String, vararg headers: Pair<String, String>): String {
        val fields = headers.fold(Headers.builder().add("Host", "s3.us-east-1.amazonaws.com")) { it, (name, value) -> it.add(name, value) }
        val (bare, query) = path.split('?').let { it[0] to it.getOrElse(1) { "" } }
        val request = HttpRequest("PUT", bare, query, fields.build(), HttpBody.of(body))
        return runBlocking { world.aws.handler.handle(request).body.readBytes().decodeToString() }
    }

    @Test
    fun `a date of the past is written as S3 writes it`() {
        s3.put("box", "k", "v")
        val body = "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2020-01-01T00:00:00Z</RetainUntilDate></Retention>"
        val md5 = Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body.encodeToByteArray()))
        val answer = raw("/box/k?retention", body, "Content-MD5" to md5)
        answer shouldContain "<ArgumentName>RetainUntilDate</ArgumentName>"
        answer shouldContain "<ArgumentValue>Tue Dec 31 16:00:00 PST 2019</ArgumentValue>"
    }

    /** Each is what S3 says, by https://github.com/versity/versitygw/issues/1740 and https://github.com/s3tools/s3cmd/issues/1436 */
    @Test
    fun `what will be locked has to come with a digest`() {
        val needed = "Content-MD5 OR x-amz-checksum- HTTP header is required for"
        raw("/box/k", "v") shouldBe ""
        raw("/box/k", "v", "x-amz-object-lock-legal-hold" to "ON") shouldContain "$needed Put Object requests with Object Lock parameters"
        configure("box", byDefault { mode("GOVERNANCE").days(1) })
        raw("/box/k", "v") shouldContain "$needed Put Object requests"
        raw("/box/k", "v", "Content-MD5" to "nqChRYjB2VPeuYOOVM7kkA==") shouldContain "BadDigest"
        val upload = s3.createMultipartUpload { it.bucket("box").key("k") }.uploadId()
        raw("/box/k?uploadId=$upload&partNumber=1", "v") shouldContain "$needed Put Part requests"
        for (document in listOf("retention", "legal-hold")) {
            raw("/box/k?$document", "<x/>") shouldContain "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
        }
        raw("/box?object-lock", "<x/>") shouldContain "Missing required header"
        raw("/box?encryption", "<x/>") shouldContain "Missing required header"
    }

    @Test
    fun `a copy is locked as it asks, and not as its source`() {
        putLocked("GOVERNANCE", inMinutes(10))
        hold("ON")
        s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("free") }
        s3.headObject { it.bucket("box").key("free") }.let { it.objectLockMode() to it.objectLockLegalHoldStatus() } shouldBe (null to null)
        s3.copyObject {
            it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("locked")
                .objectLockMode("COMPLIANCE").objectLockRetainUntilDate(inMinutes(5))
        }
        s3.headObject { it.bucket("box").key("locked") }.objectLockModeAsString() shouldBe "COMPLIANCE"
    }

    @Test
    fun `an upload in parts is locked as it was begun`() {
        configure("box", byDefault { mode("GOVERNANCE").days(1) })
        val upload = s3.createMultipartUpload { it.bucket("box").key("k").objectLockLegalHoldStatus("ON") }.uploadId()
        val part = s3.uploadPart({ it.bucket("box").key("k").uploadId(upload).partNumber(1) }, RequestBody.fromString("v"))
        val named = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()
        s3.completeMultipartUpload { r -> r.bucket("box").key("k").uploadId(upload).multipartUpload { it.parts(named) } }
        val head = s3.headObject { it.bucket("box").key("k") }
        head.objectLockLegalHoldStatusAsString() shouldBe "ON"
        head.objectLockRetainUntilDate() shouldBe inMinutes(24 * 60)
    }

    @Test
    fun `what a test puts by the fixture is locked by the default`() {
        configure("box", byDefault { mode("GOVERNANCE").days(1) })
        world.aws.s3.bucket("box").put("k", "v")
        locked { delete(world.aws.s3.bucket("box").versions().single().versionId) }
    }

    @Test
    fun `a test makes a bucket with object lock, and sees what is locked`() {
        val bucket = world.aws.s3.bucket("fresh").enableVersioning().enableObjectLock()
        configure("fresh", byDefault { mode("COMPLIANCE").days(1) })
        bucket.enableObjectLock().put("k", "v")
        shouldThrow<IllegalStateException> { bucket.suspendVersioning() }
        s3.putObjectLegalHold { r -> r.bucket("fresh").key("k").legalHold { it.status("ON") } }
        val view = bucket.head("k")
        view.retentionMode shouldBe "COMPLIANCE"
        view.retainUntilJava() shouldBe inMinutes(24 * 60)
        view.hasLegalHold shouldBe true
        s3.put("open", "k", "v")
        world.aws.s3.bucket("open").head("k").let { Triple(it.retentionMode, it.retainUntil, it.hasLegalHold) } shouldBe
            Triple(null, null, false)
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
    @Test
    fun `a lifecycle rule takes a locked version when nothing locks it any more`() {
        s3.putRules("box", { filter { it.prefix("") }.noncurrentVersionExpiration { it.noncurrentDays(1) } })
        val retained = putLocked("GOVERNANCE", inMinutes(10 * 24 * 60))
        val held = s3.put("box", "k", "v") { it.objectLockLegalHoldStatus("ON") }.versionId()
        s3.put("box", "k", "free")
        val latest = s3.put("box", "k", "latest").versionId()

        fun versions() = s3.listObjectVersions { it.bucket("box") }.versions().map { it.versionId() }

        world.aws.time.advanceBy(5.days)
        versions() shouldBe listOf(latest, held, retained)
        world.aws.time.advanceBy(6.days)
        versions() shouldBe listOf(latest, held)
        hold("OFF", held)
        world.aws.time.advanceBy(1.days)
        versions() shouldBe listOf(latest)
    }

    @Test
    fun `locks are kept with what they lock`(
        @TempDir folder: Path,
    ) {
        configure("box", byDefault { mode("GOVERNANCE").days(1) })
        val version = putLocked("COMPLIANCE", inMinutes(10))
        hold("OFF")
        s3.put("box", "k", "later")
        world.aws.save(folder.resolve("world"))
        S3World().use { loaded ->
            loaded.aws.load(folder.resolve("world"))
            locked { loaded.client.deleteObject { it.bucket("box").key("k").versionId(version) } }
            loaded.client.getObjectLegalHold { it.bucket("box").key("k").versionId(version) }.legalHold().statusAsString() shouldBe "OFF"
            loaded.client.getObjectLockConfiguration {
                it.bucket("box")
            }.objectLockConfiguration().rule().defaultRetention().days() shouldBe
                1
        }
    }
}
