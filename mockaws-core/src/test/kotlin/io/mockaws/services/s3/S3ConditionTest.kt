package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.MetadataDirective
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.s3.model.StorageClass
import software.amazon.awssdk.services.s3.model.TaggingDirective
import java.time.Instant
import kotlin.time.Duration.Companion.minutes

class S3ConditionTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }
    private val before = Instant.parse("2026-11-21T09:00:00Z")
    private val exactly = Instant.parse("2026-11-21T10:00:00Z")
    private val eTag = s3.put("box", "a", "1").eTag()

    @Test
    fun `a read can depend on the ETag`() {
        s3.get("box", "a") { it.ifMatch(eTag) }.asUtf8String() shouldBe "1"
        s3.get("box", "a") { it.ifMatch(eTag.trim('"')) }.asUtf8String() shouldBe "1"
        s3.get("box", "a") { it.ifNoneMatch("\"other\"") }.asUtf8String() shouldBe "1"
        val failed = shouldFail("PreconditionFailed", 412) { s3.get("box", "a") { it.ifMatch("\"other\"") } }
        failed.awsErrorDetails().errorMessage() shouldBe "At least one of the pre-conditions you specified did not hold"
        val unchanged = runCatching { s3.get("box", "a") { it.ifNoneMatch(eTag) } }.exceptionOrNull() as S3Exception
        unchanged.statusCode() shouldBe 304
        unchanged.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("ETag").get() shouldBe eTag
    }

    @Test
    fun `a read can depend on the date, but an ETag has precedence`() {
        fun status(call: () -> Any?) = (runCatching(call).exceptionOrNull() as S3Exception?)?.statusCode()
        status { s3.get("box", "a") { it.ifModifiedSince(before) } } shouldBe null
        status { s3.get("box", "a") { it.ifModifiedSince(exactly) } } shouldBe 304
        status { s3.get("box", "a") { it.ifUnmodifiedSince(exactly) } } shouldBe null
        status { s3.get("box", "a") { it.ifUnmodifiedSince(before) } } shouldBe 412
        status { s3.get("box", "a") { it.ifMatch(eTag).ifUnmodifiedSince(before) } } shouldBe null
        status { s3.get("box", "a") { it.ifNoneMatch(eTag).ifModifiedSince(before) } } shouldBe 304
        status { s3.get("box", "a") { it.ifNoneMatch("\"x\"").ifModifiedSince(exactly) } } shouldBe null
        status { s3.headObject { it.bucket("box").key("a").ifMatch("\"x\"") } } shouldBe 412
    }

    @Test
    fun `a write can depend on what is there`() {
        s3.put("box", "new", "1") { it.ifNoneMatch("*") }
        shouldFail("PreconditionFailed", 412) { s3.put("box", "new", "2") { it.ifNoneMatch("*") } }
        s3.get("box", "new").asUtf8String() shouldBe "1"
        shouldFail("PreconditionFailed", 412) { s3.put("box", "a", "2") { it.ifMatch("\"other\"") } }
        s3.put("box", "a", "2") { it.ifMatch(eTag) }
        s3.get("box", "a").asUtf8String() shouldBe "2"
        val missing = runCatching { s3.put("box", "ghost", "1") { it.ifMatch(eTag) } }.exceptionOrNull()
        (missing as NoSuchKeyException).statusCode() shouldBe 404
        shouldFail("NotImplemented", 501) { s3.put("box", "a", "2") { it.ifNoneMatch(eTag) } }
    }

    @Test
    fun `a delete can depend on what is there`() {
        shouldFail("PreconditionFailed", 412) { s3.deleteObject { it.bucket("box").key("a").ifMatch("\"other\"") } }
        shouldFail("NoSuchKey", 404) { s3.deleteObject { it.bucket("box").key("ghost").ifMatch("*") } }
        val some = s3.deleteObjects { r -> r.bucket("box").delete { d -> d.objects({ it.key("a").eTag("\"other\"") }) } }
        some.errors().single().code() shouldBe "PreconditionFailed"
        s3.deleteObject { it.bucket("box").key("a").ifMatch(eTag) }
        world.aws.s3.bucket("box").has("a") shouldBe false
    }

    @Test
    fun `a copy takes all that describes its source but class and redirect`() {
        s3.put("box", "source", "text") {
            it.contentType("text/plain").metadata(mapOf("k" to "v")).tagging("t=1").storageClass(StorageClass.STANDARD_IA)
        }
        world.aws.time.advanceBy(1.minutes)
        val copied = s3.copyObject { it.sourceBucket("box").sourceKey("source").destinationBucket("box").destinationKey("copy") }
        copied.copyObjectResult().eTag() shouldBe s3.headObject { it.bucket("box").key("source") }.eTag()
        val head = s3.headObject { it.bucket("box").key("copy") }
        head.contentType() shouldBe "text/plain"
        head.metadata() shouldBe mapOf("k" to "v")
        head.storageClass() shouldBe null
        head.lastModified() shouldBe exactly.plusSeconds(60)
        world.aws.s3.bucket("box").head("copy").tags shouldBe mapOf("t" to "1")
        s3.copyObject {
            it.sourceBucket("box").sourceKey("source").destinationBucket("box").destinationKey("copy")
                .metadataDirective(MetadataDirective.REPLACE).metadata(mapOf("n" to "w"))
                .taggingDirective(TaggingDirective.REPLACE)
        }
        with(world.aws.s3.bucket("box").head("copy")) {
            metadata shouldBe mapOf("n" to "w")
            tags shouldBe emptyMap()
            contentType shouldBe "binary/octet-stream"
        }
    }

    @Test
    fun `a copy onto itself must change something`() {
        shouldFail("InvalidRequest", 400) {
            s3.copyObject { it.sourceBucket("box").sourceKey("a").destinationBucket("box").destinationKey("a") }
        }
        s3.copyObject {
            it.sourceBucket("box").sourceKey("a").destinationBucket("box").destinationKey("a")
                .metadataDirective(MetadataDirective.REPLACE).metadata(mapOf("now" to "with"))
        }
        s3.headObject { it.bucket("box").key("a") }.metadata() shouldBe mapOf("now" to "with")
    }

    @Test
    fun `a copy can depend on its source and on its destination`() {
        fun copy(configure: (software.amazon.awssdk.services.s3.model.CopyObjectRequest.Builder) -> Unit) =
            s3.copyObject {
                it.sourceBucket("box").sourceKey("a").destinationBucket("box").destinationKey("b")
                configure(it)
            }
        shouldFail("PreconditionFailed", 412) { copy { it.copySourceIfMatch("\"x\"") } }
        shouldFail("PreconditionFailed", 412) { copy { it.copySourceIfNoneMatch(eTag) } }
        shouldFail("PreconditionFailed", 412) { copy { it.copySourceIfModifiedSince(exactly) } }
        shouldFail("PreconditionFailed", 412) { copy { it.copySourceIfUnmodifiedSince(before) } }
        copy { it.copySourceIfMatch(eTag).copySourceIfUnmodifiedSince(before) }
        val missing = runCatching { copy { it.sourceKey("ghost") } }.exceptionOrNull()
        (missing as S3Exception).awsErrorDetails().errorCode() shouldBe "NoSuchKey"
        s3.putObject({ it.bucket("box").key("with space+plus/ü") }, RequestBody.fromString("odd"))
        copy { it.sourceKey("with space+plus/ü") }
        s3.get("box", "b").asUtf8String() shouldBe "odd"
    }
}
