package io.mockaws.services.s3

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse
import software.amazon.awssdk.services.s3.model.MetadataDirective
import software.amazon.awssdk.services.s3.model.ObjectAttributes
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import software.amazon.awssdk.services.s3.model.S3Exception

/**
 * Versions of objects, as https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html has them. Codes,
 * messages and which answers name a version were checked against answers recorded from AWS.
 */
class S3VersioningTest {
    private val world = S3World()
    private val s3 get() = world.client

    @BeforeEach
    fun bucket() {
        s3.createBucket { it.bucket(BUCKET) }
    }

    @AfterEach
    fun close() = world.close()

    @Test
    fun `a bucket tells the status it was given, and none before`() {
        status() shouldBe null
        versioning("Suspended")
        status() shouldBe BucketVersioningStatus.SUSPENDED
        versioning("Enabled")
        status() shouldBe BucketVersioningStatus.ENABLED
        shouldFail("MalformedXML", 400) { versioning("enabled") }
        shouldFail("IllegalVersioningConfigurationException", 400) {
            s3.putBucketVersioning { r -> r.bucket(BUCKET).versioningConfiguration { } }
        }
        shouldFail("NoSuchBucket", 404) { s3.getBucketVersioning { it.bucket("nobodys") } }
    }

    @Test
    fun `each put makes a version, and each can be read`() {
        versioning("Enabled")
        val first = s3.put(BUCKET, KEY, "one").versionId()
        val second = s3.put(BUCKET, KEY, "two").versionId()
        first shouldMatch Regex("[A-Za-z0-9._]{32}")
        first shouldNotBe second
        read() shouldBe "two"
        read(first) shouldBe "one"
        s3.get(BUCKET, KEY).response().versionId() shouldBe second
        s3.headObject { it.bucket(BUCKET).key(KEY).versionId(first) }.versionId() shouldBe first
        s3.listObjectsV2 { it.bucket(BUCKET) }.contents().size shouldBe 1
    }

    @Test
    fun `a bucket that never had versions names none but null`() {
        s3.put(BUCKET, KEY, "one").versionId() shouldBe null
        s3.get(BUCKET, KEY).response().versionId() shouldBe null
        read("null") shouldBe "one"
        val failure = shouldFail("InvalidArgument", 400) { read("HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD") }
        failure.awsErrorDetails().errorMessage() shouldBe "Invalid version id specified"
        s3.put(BUCKET, KEY, "two")
        list() shouldContainExactly listOf("a null latest")
        delete().deleteMarker() shouldBe null
        list().shouldBeEmpty()
    }

    @Test
    fun `a delete leaves a marker, and a read says so`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        val marker = delete()
        marker.deleteMarker() shouldBe true
        val missing = shouldFail("NoSuchKey", 404) { read() }
        header(missing, "x-amz-delete-marker") shouldBe "true"
        header(missing, "x-amz-version-id") shouldBe marker.versionId()
        val refused = shouldFail("MethodNotAllowed", 405) { read(marker.versionId()) }
        header(refused, "Allow") shouldBe "DELETE"
        header(refused, "x-amz-delete-marker") shouldBe "true"
        header(refused, "Last-Modified") shouldBe "Sat, 21 Nov 2026 10:00:00 GMT"
        shouldThrow<S3Exception> { s3.headObject { it.bucket(BUCKET).key(KEY) } }.statusCode() shouldBe 404
        read(one) shouldBe "one"
        s3.listObjectsV2 { it.bucket(BUCKET) }.contents().shouldBeEmpty()
    }

    @Test
    fun `a marker that is deleted brings the object back`() {
        versioning("Enabled")
        s3.put(BUCKET, KEY, "one")
        val marker = delete().versionId()
        val gone = delete(marker)
        gone.deleteMarker() shouldBe true
        gone.versionId() shouldBe marker
        read() shouldBe "one"
    }

    @Test
    fun `a version that is deleted is gone, and the one before is the latest`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        val two = s3.put(BUCKET, KEY, "two").versionId()
        val gone = delete(two)
        gone.deleteMarker() shouldBe null
        gone.versionId() shouldBe two
        read() shouldBe "one"
        val failure = shouldFail("NoSuchVersion", 404) { read(two) }
        header(failure, "x-amz-version-id") shouldBe null
        shouldFail("InvalidArgument", 400) { delete(one.dropLast(4) + "ABCD") }
        delete(one)
        shouldFail("NoSuchKey", 404) { read() }
        list().shouldBeEmpty()
    }

    @Test
    fun `a suspended bucket overwrites the null version alone`() {
        s3.put(BUCKET, KEY, "before")
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        read("null") shouldBe "before"
        versioning("Suspended")
        s3.put(BUCKET, KEY, "after").versionId() shouldBe null
        list() shouldContainExactly listOf("a null latest", "a $one")
        s3.get(BUCKET, KEY).response().versionId() shouldBe "null"
        val marker = delete()
        marker.versionId() shouldBe "null"
        marker.deleteMarker() shouldBe true
        list() shouldContainExactly listOf("a null marker latest", "a $one")
        s3.put(BUCKET, KEY, "again")
        list() shouldContainExactly listOf("a null latest", "a $one")
        delete("null")
        read() shouldBe "one"
    }

    @Test
    fun `a null version below a marker can be deleted`() {
        s3.put(BUCKET, KEY, "before")
        versioning("Enabled")
        val marker = delete().versionId()
        delete("null")
        list() shouldContainExactly listOf("a $marker marker latest")
        shouldFail("NoSuchVersion", 404) { read("null") }
    }

    @Test
    fun `DeleteObjects tells versions and markers`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        val marked = deleteAll(id(KEY), id("b")).deleted()
        marked.map { it.deleteMarker() } shouldContainExactly listOf(true, true)
        marked.map { it.versionId() } shouldContainExactly listOf(null, null)
        val marker = marked.first().deleteMarkerVersionId()
        val gone = deleteAll(id(KEY, marker), id(KEY, one)).deleted()
        gone.map { listOf(it.versionId(), it.deleteMarkerVersionId(), it.deleteMarker()) } shouldContainExactly
            listOf(listOf(marker, marker, true), listOf(one, null, null))
        val error = deleteAll(id(KEY, "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD")).errors().single()
        error.code() shouldBe "NoSuchVersion"
        error.versionId() shouldBe "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"
    }

    @Test
    fun `a bucket with versions or markers is not deleted`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        val marker = delete().versionId()
        val text = "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
        shouldFail("BucketNotEmpty", 409) { s3.deleteBucket { it.bucket(BUCKET) } }
            .awsErrorDetails().errorMessage() shouldBe text
        delete(one)
        shouldFail("BucketNotEmpty", 409) { s3.deleteBucket { it.bucket(BUCKET) } }
        delete(marker)
        s3.deleteBucket { it.bucket(BUCKET) }
    }

    @Test
    fun `a copy takes the version it names, and tells it`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one").versionId()
        val two = s3.put(BUCKET, KEY, "two").versionId()
        val restored = copy(one)
        restored.copySourceVersionId() shouldBe one
        read(restored.versionId()) shouldBe "one"
        read() shouldBe "one"
        read(two) shouldBe "two"
        val marker = delete().versionId()
        shouldFail("InvalidRequest", 400) { copy(marker) }.awsErrorDetails().errorMessage() shouldBe
            "The source of a copy request may not specifically refer to a delete marker by version id."
        shouldFail("NoSuchKey", 404) { copy(null) }
    }

    @Test
    fun `a copy in a suspended bucket is the null version`() {
        s3.put(BUCKET, KEY, "one")
        versioning("Suspended")
        val copied = copy(null)
        copied.versionId() shouldBe "null"
        copied.copySourceVersionId() shouldBe null
    }

    @Test
    fun `tags and attributes are a version's own`() {
        versioning("Enabled")
        val one = s3.put(BUCKET, KEY, "one") { it.tagging("a=1") }.versionId()
        val two = s3.put(BUCKET, KEY, "two!") { it.tagging("a=2") }.versionId()
        tag(one, "3").versionId() shouldBe one
        tagOf(one) shouldBe "3"
        tagOf(null) shouldBe "2"
        s3.deleteObjectTagging { it.bucket(BUCKET).key(KEY).versionId(one) }.versionId() shouldBe one
        tagOf(one) shouldBe null
        val attributes =
            s3.getObjectAttributes {
                it.bucket(BUCKET).key(KEY).versionId(one).objectAttributes(ObjectAttributes.OBJECT_SIZE)
            }
        attributes.versionId() shouldBe one
        attributes.objectSize() shouldBe 3
        val marker = delete().versionId()
        shouldFail("MethodNotAllowed", 405) { tagOf(marker) }
        shouldFail("MethodNotAllowed", 405) { tagOf(null) }
        shouldFail("MethodNotAllowed", 405) { tag(null, "4") }
        tagOf(two) shouldBe "2"
    }

    @Test
    fun `an upload in parts becomes a version, and a repeated completion tells the same`() {
        versioning("Enabled")
        s3.put(BUCKET, KEY, "one")
        val upload = s3.createMultipartUpload { it.bucket(BUCKET).key(KEY) }.uploadId()
        val part = s3.uploadPart({ it.bucket(BUCKET).key(KEY).uploadId(upload).partNumber(1) }, RequestBody.fromString("two"))
        val named = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()
        val ids =
            List(2) {
                s3.completeMultipartUpload { r ->
                    r.bucket(BUCKET).key(KEY).uploadId(upload).multipartUpload { it.parts(named) }
                }.versionId()
            }
        ids[0] shouldBe ids[1]
        read(ids[0]) shouldBe "two"
        list().size shouldBe 2
    }

    @Test
    fun `conditions look at the latest version, and a marker is nothing`() {
        versioning("Enabled")
        s3.put(BUCKET, KEY, "one")
        shouldFail("PreconditionFailed", 412) { s3.put(BUCKET, KEY, "two") { it.ifNoneMatch("*") } }
        delete()
        s3.put(BUCKET, KEY, "three") { it.ifNoneMatch("*") }.versionId() shouldNotBe null
        delete()
        shouldFail("NoSuchKey", 404) { s3.put(BUCKET, KEY, "four") { it.ifMatch("\"00\"") } }
    }

    @Test
    fun `a fixture keeps versions, too`() {
        val bucket = world.aws.s3.bucket(BUCKET).enableVersioning()
        bucket.put(KEY, "one").put(KEY, "two").delete(KEY) shouldBe true
        bucket.has(KEY) shouldBe false
        val (marker, two, one) = bucket.versions()
        marker.isDeleteMarker shouldBe true
        marker.isLatest shouldBe true
        shouldThrow<NoSuchElementException> { marker.text() }
        listOf(two.text(), one.text()) shouldContainExactly listOf("two", "one")
        read(one.versionId) shouldBe "one"
        bucket.suspendVersioning().put(KEY, "null")
        bucket.versions().first().versionId shouldBe "null"
    }

    private fun versioning(status: String) =
        s3.putBucketVersioning { r -> r.bucket(BUCKET).versioningConfiguration { it.status(status) } }

    private fun status() = s3.getBucketVersioning { it.bucket(BUCKET) }.status()

    private fun read(version: String? = null) = s3.get(BUCKET, KEY) { it.versionId(version) }.asUtf8String()

    private fun delete(version: String? = null): DeleteObjectResponse =
        s3.deleteObject { it.bucket(BUCKET).key(KEY).versionId(version) }

    private fun copy(version: String?) =
        s3.copyObject {
            it.sourceBucket(BUCKET).sourceKey(KEY).sourceVersionId(version).destinationBucket(BUCKET).destinationKey(KEY)
                .metadataDirective(MetadataDirective.REPLACE)
        }

    private fun tag(version: String?, value: String) =
        s3.putObjectTagging { r ->
            r.bucket(BUCKET).key(KEY).versionId(version).tagging { t -> t.tagSet({ it.key("a").value(value) }) }
        }

    private fun tagOf(version: String?) =
        s3.getObjectTagging { it.bucket(BUCKET).key(KEY).versionId(version) }.tagSet().singleOrNull()?.value()

    private fun id(key: String, version: String? = null) = ObjectIdentifier.builder().key(key).versionId(version).build()

    private fun deleteAll(vararg ids: ObjectIdentifier) =
        s3.deleteObjects { r -> r.bucket(BUCKET).delete { it.objects(*ids) } }

    private fun header(failure: S3Exception, name: String): String? =
        failure.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name).orElse(null)

    private fun list(): List<String> = world.aws.s3.bucket(BUCKET).versions().map {
        "${it.key} ${it.versionId}" + (if (it.isDeleteMarker) " marker" else "") + (if (it.isLatest) " latest" else "")
    }

    private companion object {
        const val BUCKET = "versions"
        const val KEY = "a"
    }
}
