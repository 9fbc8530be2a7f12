package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import software.amazon.awssdk.services.s3.model.ChecksumType
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.ObjectAttributes
import software.amazon.awssdk.services.s3.model.UploadPartResponse
import java.nio.file.Path
import kotlin.time.toJavaInstant

/** What AWS answers where two answers would be plausible. */
class S3EdgeTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }

    private fun begin(algorithm: ChecksumAlgorithm? = null, type: ChecksumType? = null) =
        s3.createMultipartUpload { it.bucket("box").key("k").checksumAlgorithm(algorithm).checksumType(type) }.uploadId()

    private fun part(id: String, algorithm: ChecksumAlgorithm? = null): UploadPartResponse =
        s3.uploadPart(
            { it.bucket("box").key("k").uploadId(id).partNumber(1).checksumAlgorithm(algorithm) },
            RequestBody.fromString("abc"),
        )

    private fun complete(id: String, eTag: String, part: CompletedPart.Builder.() -> Unit = {}) =
        s3.completeMultipartUpload { r ->
            r.bucket("box").key("k").uploadId(id)
            r.multipartUpload { u -> u.parts({ it.partNumber(1).eTag(eTag).part() }) }
        }

    /** A bare PUT of `box/k`. */
    private fun put(
        body: String,
        vararg headers: Pair<String, String>,
    ): HttpResponse =
        runBlocking {
            val request = HttpRequest("PUT", "/box/k", "", Headers.of(*headers), HttpBody.of(body), ORIGIN)
            world.aws.handler.handle(request)
        }

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString() }

    @Test
    fun `a part's checksum is only known to an upload that asked for its kind`() {
        val plain = begin()
        val sent = part(plain, ChecksumAlgorithm.CRC32_C)
        shouldFail("InvalidPart", 400) { complete(plain, sent.eTag()) { checksumCRC32C(sent.checksumCRC32C()) } }
        shouldFail("InvalidRequest", 400) {
            s3.completeMultipartUpload { r ->
                r.bucket("box").key("k").uploadId(plain).checksumType(ChecksumType.FULL_OBJECT)
                r.multipartUpload { u -> u.parts({ it.partNumber(1).eTag(sent.eTag()) }) }
            }
        }.message shouldContain "using the null checksum mode"
        complete(plain, sent.eTag()).checksumType() shouldBe ChecksumType.FULL_OBJECT

        val composite = begin(ChecksumAlgorithm.CRC32)
        val crc = part(composite, ChecksumAlgorithm.CRC32)
        val sha256 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        shouldFail("BadDigest", 400) { complete(composite, crc.eTag()) { checksumSHA256(sha256) } }
            .message shouldContain "The sha256 you specified for part 1 did not match what we received."
        val done = complete(composite, crc.eTag()) { checksumCRC32(crc.checksumCRC32()) }
        done.checksumCRC32() shouldEndWith "==-1"
        s3.getObjectAttributes { it.bucket("box").key("k").objectAttributes(ObjectAttributes.CHECKSUM) }
            .checksum().checksumCRC32() shouldBe done.checksumCRC32().removeSuffix("-1")
    }

    @Test
    fun `parts of a full object checksum are counted, not listed`() {
        val id = begin(ChecksumAlgorithm.CRC32_C, ChecksumType.FULL_OBJECT)
        complete(id, part(id, ChecksumAlgorithm.CRC32_C).eTag())
        val parts =
            s3.getObjectAttributes { it.bucket("box").key("k").objectAttributes(ObjectAttributes.OBJECT_PARTS) }.objectParts()
        parts.totalPartsCount() shouldBe 1
        parts.hasParts() shouldBe false
        parts.maxParts() shouldBe null
    }

    @Test
    @Suppress("DEPRECATION")
    fun `the source of a copy may be an address`() {
        s3.put("box", "a b", "v")
        s3.copyObject { it.copySource("https://s3.us-east-1.amazonaws.com/box/a%20b").destinationBucket("box").destinationKey("copy") }
        s3.get("box", "copy").asUtf8String() shouldBe "v"
    }

    @Test
    fun `a range to copy needs both ends, in order and inside`() {
        s3.put("box", "source", "0123456789")
        val id = begin()
        fun copy(range: String, code: String) =
            shouldFail(code, 400) {
                s3.uploadPartCopy {
                    it.sourceBucket("box").sourceKey("source").copySourceRange(range)
                    it.destinationBucket("box").destinationKey("k").uploadId(id).partNumber(1)
                }
            }.message
        copy("bytes=1-0", "InvalidArgument") shouldContain "must be of the form bytes=first-last"
        copy("bytes=0-100", "InvalidArgument") shouldContain "not valid for source object of size: 10"
        copy("bytes=100-200", "InvalidRequest") shouldContain "The specified copy range is invalid for the source object size"
    }

    @Test
    fun `the last upload is named at the end of the listing too`() {
        s3.listMultipartUploads { it.bucket("box") }.nextKeyMarker() shouldBe ""
        val id = begin()
        val listed = s3.listMultipartUploads { it.bucket("box") }
        listed.isTruncated shouldBe false
        listed.nextKeyMarker() shouldBe "k"
        listed.nextUploadIdMarker() shouldBe id
        listed.prefix() shouldBe null
    }

    @Test
    fun `bad tags are named`() {
        s3.put("box", "k", "v")
        put("v", "x-amz-tagging" to "aws:x=y").text() shouldContain
            "<Message>Your TagKey cannot be prefixed with aws:</Message><TagKey>aws:x</TagKey>"
        shouldFail("InvalidArgument", 400) { s3.put("box", "k", "v") { it.tagging("key1=val1,key2=val2") } }
    }

    // https://github.com/versity/versitygw/issues/1215 and 1216
    @Test
    fun `tags in a header have keys, and may lack the rest`() {
        fun eachWay(
            tagging: String,
            check: (() -> Unit) -> Unit,
        ) {
            check { s3.put("box", "k", "v") { it.tagging(tagging) } }
            check { s3.createMultipartUpload { it.bucket("box").key("k").tagging(tagging) } }
            check {
                s3.copyObject {
                    it.sourceBucket("box").sourceKey("source").destinationBucket("box").destinationKey("k")
                    it.tagging(tagging).taggingDirective("REPLACE")
                }
            }
        }
        s3.put("box", "source", "v")
        for (tagging in listOf("=value", "=", "a=b&=", "&=c", "a=1&a=2")) {
            eachWay(tagging) { call ->
                withClue(tagging) {
                    shouldFail("InvalidArgument", 400) { call() }.message shouldContain
                        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without " +
                        "tag name duplicates."
                }
            }
        }
        val taken =
            mapOf(
                "key" to mapOf("key" to ""),
                "key=" to mapOf("key" to ""),
                "&" to mapOf(),
                "&&" to mapOf(),
                "key1&key2" to mapOf("key1" to "", "key2" to ""),
                "key1=val1&key2" to mapOf("key1" to "val1", "key2" to ""),
            )
        for ((tagging, tags) in taken) {
            eachWay(tagging) { call ->
                call()
                if (!world.aws.s3.bucket("box").has("k")) return@eachWay
                val kept = s3.getObjectTagging { it.bucket("box").key("k") }.tagSet().associate { it.key() to it.value() }
                withClue(tagging) { kept shouldBe tags }
            }
        }
    }

    @Test
    fun `a bucket has an ARN`() {
        s3.headBucket { it.bucket("box") }.bucketArn() shouldBe "arn:aws:s3:::box"
        s3.createBucket { it.bucket("crate") }.bucketArn() shouldBe "arn:aws:s3:::crate"
        // localstack recorded it at AWS: test_delete_bucket_with_content
        with(s3.listBuckets().buckets().first()) {
            bucketArn() shouldBe "arn:aws:s3:::box"
            bucketRegion() shouldBe null
        }
        s3.listBuckets { it.maxBuckets(1).continuationToken("") }.buckets().single().bucketArn() shouldBe "arn:aws:s3:::box"
    }

    @Test
    fun `a date in the future is no condition`() {
        s3.put("box", "k", "v")
        val now = world.aws.time.now().toJavaInstant()
        s3.get("box", "k") { it.ifModifiedSince(now.plusSeconds(60)) }.asUtf8String() shouldBe "v"
        s3.copyObject {
            it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("l")
            it.copySourceIfModifiedSince(now.plusSeconds(60))
        }
        runCatching { s3.get("box", "k") { it.ifModifiedSince(now) } }.isFailure shouldBe true
    }

    @Test
    fun `a bucket keeps the old name of its location, and regions must be regions`() {
        s3.createBucket { r -> r.bucket("old").createBucketConfiguration { it.locationConstraint("EU") } }
        s3.getBucketLocation { it.bucket("old") }.locationConstraintAsString() shouldBe "EU"
        s3.listBuckets { it.bucketRegion("eu-west-1") }.buckets().map { it.name() } shouldBe listOf("old")
        shouldFail("InvalidArgument", 400) { s3.listBuckets { it.bucketRegion("eu-east-1") } }
        val west = world.clientOf(region = Region.EU_WEST_1)
        shouldFail("IllegalLocationConstraintException", 400) {
            west.createBucket { r -> r.bucket("bad").createBucketConfiguration { it.locationConstraint("bar") } }
        }
    }

    @Test
    fun `a saved world has its uploads, and they go on`(
        @TempDir folder: Path,
    ) {
        val id = begin()
        val large = ByteArray(5 * 1024 * 1024) { 7 }
        val first = s3.uploadPart({ it.bucket("box").key("k").uploadId(id).partNumber(1) }, RequestBody.fromBytes(large))
        world.aws.save(folder.resolve("world"))
        val other = S3World()
        other.aws.use { aws ->
            aws.load(folder.resolve("world"))
            val second = other.client.uploadPart(
                { it.bucket("box").key("k").uploadId(id).partNumber(2) },
                RequestBody.fromString("end"),
            )
            other.client.completeMultipartUpload { r ->
                r.bucket("box").key("k").uploadId(id)
                r.multipartUpload { u ->
                    u.parts({ it.partNumber(1).eTag(first.eTag()) }, { it.partNumber(2).eTag(second.eTag()) })
                }
            }
            aws.s3.bucket("box").bytes("k").contentEquals(large + "end".encodeToByteArray()) shouldBe true
        }
        world.aws.s3.bucket("box").has("k") shouldBe false
    }

    @Test
    fun `a bucket without versions has none but null`() {
        s3.put("box", "k", "v")
        s3.get("box", "k") { it.versionId("null") }.asUtf8String() shouldBe "v"
        shouldFail("InvalidArgument", 400) { s3.get("box", "k") { it.versionId("HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD") } }
        shouldFail("InvalidArgument", 400) { s3.deleteObject { it.bucket("box").key("k").versionId("other") } }
        s3.deleteObject { it.bucket("box").key("k").versionId("null") }
        world.aws.s3.bucket("box").has("k") shouldBe false
        world.aws.calls().flatMap { it.notHonoured } shouldBe emptyList()
    }

    @Test
    fun `a refused condition says which`() {
        put("v", "If-Match" to "\"a\"", "If-None-Match" to "*").text().shouldContain(
            "<Header>If-Match,If-None-Match</Header>" +
                "<additionalMessage>Multiple conditional request headers present in the request</additionalMessage>",
        )
    }

    @Test
    fun `a body must be the one that was signed`() {
        val digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        val refused = put("abd", "x-amz-content-sha256" to digest)
        refused.status shouldBe 400
        refused.text().shouldContain(
            "<Code>XAmzContentSHA256Mismatch</Code><Message>The provided 'x-amz-content-sha256' header does not match " +
                "what was computed.</Message><ClientComputedContentSHA256>$digest</ClientComputedContentSHA256>",
        )
        world.aws.s3.bucket("box").has("k") shouldBe false
        put("abc", "x-amz-content-sha256" to digest).status shouldBe 200
        world.aws.s3.bucket("box").text("k") shouldBe "abc"
        world.aws.calls().last().notHonoured shouldBe emptyList()
    }

    private companion object {
        const val ORIGIN = "https://s3.us-east-1.amazonaws.com"
    }
}
