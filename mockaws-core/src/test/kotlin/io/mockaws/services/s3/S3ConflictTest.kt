package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest

/** Conditions of writes that others come before, as AWS answers them. */
class S3ConflictTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }

    private fun begin() = s3.createMultipartUpload { it.bucket("box").key("k") }.uploadId()

    private fun complete(id: String, condition: CompleteMultipartUploadRequest.Builder.() -> Unit): String {
        val part = s3.uploadPart({ it.bucket("box").key("k").uploadId(id).partNumber(1) }, RequestBody.fromString("new"))
        return s3.completeMultipartUpload { r ->
            r.bucket("box").key("k").uploadId(id)
            r.multipartUpload { u -> u.parts({ it.partNumber(1).eTag(part.eTag()) }) }
            r.condition()
        }.eTag()
    }

    @Test
    fun `an upload that must make a new object fails when one is there, and conflicts when one was`() {
        s3.put("box", "k", "old")
        val id = begin()
        shouldFail("PreconditionFailed", 412) { complete(id) { ifNoneMatch("*") } }
        s3.deleteObject { it.bucket("box").key("k") }
        val conflict = shouldFail("ConditionalRequestConflict", 409) { complete(id) { ifNoneMatch("*") } }
        conflict.message shouldContain "conflicting operation against this resource"
        complete(begin()) { ifNoneMatch("*") }
        s3.get("box", "k").asUtf8String() shouldBe "new"
    }

    @Test
    fun `an upload that must replace an object conflicts when that was written meanwhile, even with the same content`() {
        val old = s3.put("box", "k", "old").eTag()
        val id = begin()
        s3.put("box", "k", "old").eTag() shouldBe old
        shouldFail("ConditionalRequestConflict", 409) { complete(id) { ifMatch(old) } }
        shouldFail("PreconditionFailed", 412) { complete(id) { ifMatch("\"other\"") } }
        s3.deleteObject { it.bucket("box").key("k") }
        shouldFail("NoSuchKey", 404) { complete(id) { ifMatch(old) } }
        complete(id) {}
        s3.get("box", "k").asUtf8String() shouldBe "new"
    }

    @Test
    fun `other keys, tags and failed writes are no conflict`() {
        val old = s3.put("box", "k", "old").eTag()
        val id = begin()
        s3.put("box", "other", "x")
        s3.putObjectTagging { r -> r.bucket("box").key("k").tagging { t -> t.tagSet({ it.key("a").value("b") }) } }
        shouldFail("PreconditionFailed", 412) { s3.put("box", "k", "x") { it.ifNoneMatch("*") } }
        complete(id) { ifMatch(old) }
        s3.get("box", "k").asUtf8String() shouldBe "new"
    }

    @Test
    fun `a write knows no If-Match of any and no two conditions, a delete knows any`() {
        s3.put("box", "k", "old")
        shouldFail("NotImplemented", 501) { s3.put("box", "k", "x") { it.ifMatch("*") } }
        shouldFail("NotImplemented", 501) { s3.put("box", "k", "x") { it.ifMatch("\"a\"").ifNoneMatch("*") } }
        s3.deleteObject { it.bucket("box").key("k").ifMatch("*") }
        world.aws.s3.bucket("box").has("k") shouldBe false
    }
}
