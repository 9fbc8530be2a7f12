package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.PutObjectRequest
import software.amazon.awssdk.services.s3.model.StorageClass
import java.time.Instant

class S3ObjectTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }

    @Test
    fun `an object comes back with all that was said of it`() {
        val expires = Instant.parse("2027-01-01T00:00:00Z")
        val put =
            s3.put("box", "notes/über uns.txt", "hello") {
                it
                    .contentType("text/plain")
                    .cacheControl("max-age=60")
                    .contentDisposition("attachment")
                    .contentEncoding("identity")
                    .contentLanguage("de")
                    .expires(expires)
                    .storageClass(StorageClass.STANDARD_IA)
                    .websiteRedirectLocation("/elsewhere")
                    .tagging("a=1&b=2")
                    .metadata(mapOf("Author" to "me", "x" to "y z"))
            }
        put.eTag() shouldBe "\"5d41402abc4b2a76b9719d911017c592\""
        put.serverSideEncryptionAsString() shouldBe "AES256"

        val got = s3.get("box", "notes/über uns.txt")
        got.asUtf8String() shouldBe "hello"
        val head = s3.headObject { it.bucket("box").key("notes/über uns.txt") }
        with(got.response()) {
            contentType() shouldBe "text/plain"
            cacheControl() shouldBe "max-age=60"
            contentDisposition() shouldBe "attachment"
            contentEncoding() shouldBe "identity"
            contentLanguage() shouldBe "de"
            expiresString() shouldBe "Fri, 01 Jan 2027 00:00:00 GMT"
            storageClass() shouldBe StorageClass.STANDARD_IA
            websiteRedirectLocation() shouldBe "/elsewhere"
            tagCount() shouldBe 2
            metadata() shouldBe mapOf("author" to "me", "x" to "y z")
            lastModified() shouldBe Instant.parse("2026-11-21T10:00:00Z")
            contentLength() shouldBe 5
            acceptRanges() shouldBe "bytes"
            eTag() shouldBe put.eTag()
        }
        head.contentLength() shouldBe 5
        head.metadata() shouldBe got.response().metadata()
        head.eTag() shouldBe put.eTag()
    }

    @Test
    fun `an object has a type even if nobody says so, and no storage class if it is STANDARD`() {
        s3.putObject(PutObjectRequest.builder().bucket("box").key("raw").build(), RequestBody.fromBytes(byteArrayOf(1, 2)))
        val head = s3.headObject { it.bucket("box").key("raw") }
        head.storageClass() shouldBe null
        head.contentType() shouldBe "application/octet-stream"
    }

    @Test
    fun `an object that is not there is a NoSuchKey`() {
        val failure = runCatching { s3.get("box", "nothing") }.exceptionOrNull() as NoSuchKeyException
        failure.statusCode() shouldBe 404
        failure.awsErrorDetails().errorMessage() shouldBe "The specified key does not exist."
        val head = runCatching { s3.headObject { it.bucket("box").key("nothing") } }.exceptionOrNull()
        (head as NoSuchKeyException).statusCode() shouldBe 404
        shouldFail("NoSuchBucket", 404) { s3.get("no-such-bucket", "a") }
        shouldFail("KeyTooLongError", 400) { s3.put("box", "k".repeat(1025), "") }
    }

    @Test
    fun `keys keep every character`() {
        val keys = listOf("a+b c", "/leading", "double//slash", "dots/../x", "trailing/", "q?x=1&y", "100%", "\uD83D\uDE00", "a\"<&>'b")
        for (key in keys) s3.put("box", key, key)
        for (key in keys) s3.get("box", key).asUtf8String() shouldBe key
        s3.listObjectsV2 { it.bucket("box") }.contents().map { it.key() }.toSet() shouldBe keys.toSet()
    }

    @Test
    fun `a range is a part of an object`() {
        s3.put("box", "digits", "0123456789")
        val some = s3.get("box", "digits") { it.range("bytes=2-4") }
        some.asUtf8String() shouldBe "234"
        some.response().contentRange() shouldBe "bytes 2-4/10"
        some.response().contentLength() shouldBe 3
        some.response().sdkHttpResponse().statusCode() shouldBe 206
        s3.get("box", "digits") { it.range("bytes=-2") }.asUtf8String() shouldBe "89"
        s3.get("box", "digits") { it.range("bytes=7-") }.asUtf8String() shouldBe "789"
        s3.get("box", "digits") { it.range("nonsense") }.asUtf8String() shouldBe "0123456789"
        shouldFail("InvalidRange", 416) { s3.get("box", "digits") { it.range("bytes=10-") } }
        s3.headObject { it.bucket("box").key("digits").range("bytes=0-0") }.contentLength() shouldBe 1
    }

    // https://github.com/apache/arrow-rs-object-store/issues/846, https://github.com/floci-io/floci/issues/1141
    @Test
    fun `the end of an empty object is all of it, and there is nothing at its beginning`() {
        s3.put("box", "empty", "")
        for (range in listOf("bytes=-13", "bytes=-1", "bytes=-99999999999999999999")) {
            withClue(range) {
                val got = s3.get("box", "empty") { it.range(range) }
                got.asUtf8String() shouldBe ""
                with(got.response()) {
                    sdkHttpResponse().statusCode() shouldBe 200
                    contentLength() shouldBe 0
                    contentRange() shouldBe null
                }
                with(s3.headObject { it.bucket("box").key("empty").range(range) }) {
                    sdkHttpResponse().statusCode() shouldBe 200
                    contentLength() shouldBe 0
                }
            }
        }
        for (range in listOf("bytes=0-", "bytes=0-0", "bytes=1-", "bytes=-0")) {
            withClue(range) { shouldFail("InvalidRange", 416) { s3.get("box", "empty") { it.range(range) } } }
        }
    }

    @Test
    fun `an answer's headers can be asked for`() {
        s3.put("box", "report", "x") { it.contentType("text/csv") }
        val got =
            s3.get("box", "report") {
                it
                    .responseContentType("text/plain")
                    .responseCacheControl("no-store")
                    .responseContentDisposition("inline")
                    .responseContentLanguage("fr")
                    .responseExpires(Instant.parse("2027-01-01T00:00:00Z"))
            }.response()
        got.contentType() shouldBe "text/plain"
        got.cacheControl() shouldBe "no-store"
        got.contentDisposition() shouldBe "inline"
        got.contentLanguage() shouldBe "fr"
        got.expiresString() shouldBe "Fri, 01 Jan 2027 00:00:00 GMT"
    }

    @Test
    fun `deleting is silent about what is not there`() {
        s3.put("box", "a", "1")
        s3.deleteObject { it.bucket("box").key("a") }.sdkHttpResponse().statusCode() shouldBe 204
        s3.deleteObject { it.bucket("box").key("a") }
        listOf("b", "c").forEach { s3.put("box", it, it) }
        val deleted = s3.deleteObjects { r -> r.bucket("box").delete { d -> d.objects({ it.key("b") }, { it.key("ghost") }) } }
        deleted.deleted().map { it.key() } shouldContainExactly listOf("b", "ghost")
        deleted.errors().size shouldBe 0
        val quiet = s3.deleteObjects { r -> r.bucket("box").delete { d -> d.quiet(true).objects({ it.key("c") }) } }
        quiet.deleted().size shouldBe 0
        s3.listObjectsV2 { it.bucket("box") }.contents().size shouldBe 0
        shouldFail("MalformedXML", 400) { s3.deleteObjects { r -> r.bucket("box").delete { it.objects(emptyList()) } } }
    }

    @Test
    fun `storage classes are known, and archives must be restored first`() {
        shouldFail("InvalidStorageClass", 400) { s3.put("box", "a", "1") { it.storageClass("COLD") } }
        s3.put("box", "frozen", "1") { it.storageClass(StorageClass.GLACIER) }
        shouldFail("InvalidObjectState", 403) { s3.get("box", "frozen") }
        s3.headObject { it.bucket("box").key("frozen") }.storageClass() shouldBe StorageClass.GLACIER
    }

    @Test
    fun `too much metadata and bad tags are refused`() {
        shouldFail("MetadataTooLarge", 400) { s3.put("box", "a", "1") { it.metadata(mapOf("k" to "v".repeat(2048))) } }
        val many = (1..11).joinToString("&") { "k$it=v" }
        shouldFail("BadRequest", 400) { s3.put("box", "a", "1") { it.tagging(many) } }
        shouldFail("InvalidTag", 400) { s3.put("box", "a", "1") { it.tagging("aws:x=1") } }
    }

    @Test
    fun `an object's tags are put, read and deleted without it`() {
        s3.put("box", "a", "1") { it.tagging("x=1") }
        fun tags() = s3.getObjectTagging { it.bucket("box").key("a") }.tagSet().associate { it.key() to it.value() }
        tags() shouldBe mapOf("x" to "1")
        s3.putObjectTagging { r ->
            r.bucket("box").key("a").tagging { t -> t.tagSet({ it.key("y").value("2") }, { it.key("z").value("") }) }
        }
        tags() shouldBe mapOf("y" to "2", "z" to "")
        s3.deleteObjectTagging { it.bucket("box").key("a") }
        tags() shouldBe emptyMap()
        shouldFail("NoSuchKey", 404) { s3.getObjectTagging { it.bucket("box").key("ghost") } }
        shouldFail("InvalidTag", 400) {
            s3.putObjectTagging { r -> r.bucket("box").key("a").tagging { t -> t.tagSet({ it.key("aws:y").value("2") }) } }
        }
        world.aws.calls().flatMap { it.notHonoured } shouldBe emptyList()
    }

    @Test
    fun `the asynchronous client reads what the blocking one wrote, and the other way round`() {
        val bytes = ByteArray(5_000_000) { (it % 251).toByte() }
        s3.putObject({ it.bucket("box").key("big") }, RequestBody.fromBytes(bytes))
        val read = world.async.getObject({ it.bucket("box").key("big") }, AsyncResponseTransformer.toBytes()).join()
        read.asByteArrayUnsafe().contentEquals(bytes) shouldBe true
        world.async.putObject({ it.bucket("box").key("back") }, AsyncRequestBody.fromBytes(bytes)).join()
        s3.get("box", "back").asByteArrayUnsafe().contentEquals(bytes) shouldBe true
    }

    @Test
    fun `fixture and clients see the same objects`() {
        val box = world.aws.s3.bucket("box")
        box.put("seeded.json", "{}", "application/json", mapOf("By" to "test"))
        val got = s3.get("box", "seeded.json")
        got.asUtf8String() shouldBe "{}"
        got.response().contentType() shouldBe "application/json"
        got.response().metadata() shouldBe mapOf("by" to "test")
        s3.put("box", "from-client", "hi")
        box.text("from-client") shouldBe "hi"
        box.keys() shouldContainExactly listOf("from-client", "seeded.json")
        box.head("from-client").size shouldBe 2
        box.delete("from-client") shouldBe true
        box.has("from-client") shouldBe false
        world.aws.calls("s3", "PutObject").single().input["Key"] shouldBe "from-client"
        world.aws.s3.buckets().map { it.name } shouldContainExactly listOf("box")
    }
}
