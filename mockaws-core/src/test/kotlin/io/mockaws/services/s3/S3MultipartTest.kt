package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import software.amazon.awssdk.services.s3.model.ChecksumMode
import software.amazon.awssdk.services.s3.model.ChecksumType
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.s3.model.NoSuchUploadException
import software.amazon.awssdk.services.s3.model.ObjectAttributes
import software.amazon.awssdk.services.s3.model.UploadPartResponse
import java.security.MessageDigest

class S3MultipartTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }
    private val large = ByteArray(5 * 1024 * 1024) { (it % 253).toByte() }
    private val small = "the end".encodeToByteArray()

    private fun begin(algorithm: ChecksumAlgorithm? = null, type: ChecksumType? = null) =
        s3.createMultipartUpload {
            it.bucket("box").key("big").contentType("text/x").metadata(mapOf("k" to "v"))
            if (algorithm != null) it.checksumAlgorithm(algorithm)
            if (type != null) it.checksumType(type)
        }.uploadId()

    private fun part(id: String, number: Int, bytes: ByteArray, algorithm: ChecksumAlgorithm? = null): UploadPartResponse =
        s3.uploadPart(
            {
                it.bucket("box").key("big").uploadId(id).partNumber(number)
                if (algorithm != null) it.checksumAlgorithm(algorithm)
            },
            RequestBody.fromBytes(bytes),
        )

    private fun UploadPartResponse.named(number: Int): CompletedPart =
        CompletedPart.builder().partNumber(number).eTag(eTag()).build()

    /** With its checksum, which only an upload that asked for one knows. */
    private fun UploadPartResponse.checked(number: Int): CompletedPart =
        CompletedPart.builder().partNumber(number).eTag(eTag())
            .checksumCRC32(checksumCRC32()).checksumCRC32C(checksumCRC32C()).checksumCRC64NVME(checksumCRC64NVME())
            .checksumSHA1(checksumSHA1()).checksumSHA256(checksumSHA256()).build()

    private fun complete(id: String, vararg parts: CompletedPart) =
        s3.completeMultipartUpload { r -> r.bucket("box").key("big").uploadId(id).multipartUpload { it.parts(*parts) } }

    @Test
    fun `parts become one object with an ETag of their ETags`() {
        val id = begin()
        val second = part(id, 7, small)
        val first = part(id, 2, large)
        val done = complete(id, first.named(2), second.named(7))
        val md5 = MessageDigest.getInstance("MD5")
        val both = MessageDigest.getInstance("MD5").digest(large) + MessageDigest.getInstance("MD5").digest(small)
        done.eTag() shouldBe "\"" + md5.digest(both).joinToString("") { "%02x".format(it) } + "-2\""
        val got = s3.get("box", "big")
        got.asByteArrayUnsafe().contentEquals(large + small) shouldBe true
        got.response().contentType() shouldBe "text/x"
        got.response().metadata() shouldBe mapOf("k" to "v")

        val one = s3.get("box", "big") { it.partNumber(2) }
        one.asUtf8String() shouldBe "the end"
        one.response().partsCount() shouldBe 2
        one.response().contentRange() shouldBe "bytes 5242880-5242886/5242887"
        shouldFail("InvalidPartNumber", 416) { s3.get("box", "big") { it.partNumber(3) } }
    }

    @Test
    fun `completing twice says the same twice`() {
        val id = begin()
        val only = part(id, 1, small).named(1)
        complete(id, only).eTag() shouldBe complete(id, only).eTag()
        val gone = runCatching { part(id, 1, small) }.exceptionOrNull()
        (gone as NoSuchUploadException).statusCode() shouldBe 404
    }

    @Test
    fun `a list of parts must be true, in order and big enough`() {
        val id = begin()
        val first = part(id, 1, small).named(1)
        val second = part(id, 2, small).named(2)
        shouldFail("InvalidPartOrder", 400) { complete(id, second, first) }
        shouldFail("InvalidPart", 400) { complete(id, first.copy { it.eTag("\"0\"") }) }
        shouldFail("InvalidPart", 400) { complete(id, first, second.copy { it.partNumber(3) }) }
        shouldFail("EntityTooSmall", 400) { complete(id, first, second) }
        shouldFail("MalformedXML", 400) { complete(id) }
        shouldFail("InvalidArgument", 400) { part(id, 10_001, small) }
        shouldFail("NoSuchUpload", 404) { complete("bogus", first) }
    }

    @Test
    fun `uploads and parts are listed until the upload ends`() {
        val id = begin()
        part(id, 1, small)
        part(id, 3, small)
        val parts = s3.listParts { it.bucket("box").key("big").uploadId(id) }
        parts.parts().map { it.partNumber() } shouldContainExactly listOf(1, 3)
        parts.parts().first().size() shouldBe 7
        s3.listPartsPaginator { it.bucket("box").key("big").uploadId(id).maxParts(1) }.parts().map { it.partNumber() } shouldContainExactly
            listOf(1, 3)
        val other = s3.createMultipartUpload { it.bucket("box").key("dir/x") }.uploadId()
        val uploads = s3.listMultipartUploads { it.bucket("box") }
        uploads.uploads().map { it.key() to it.uploadId() } shouldContainExactly listOf("big" to id, "dir/x" to other)
        s3.listMultipartUploads { it.bucket("box").delimiter("/") }.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("dir/")
        s3.listMultipartUploads { it.bucket("box").maxUploads(1) }.nextKeyMarker() shouldBe "big"
        s3.abortMultipartUpload { it.bucket("box").key("big").uploadId(id) }
        s3.abortMultipartUpload { it.bucket("box").key("dir/x").uploadId(other) }
        s3.listMultipartUploads { it.bucket("box") }.uploads().size shouldBe 0
        shouldFail("NoSuchUpload", 404) { s3.listParts { it.bucket("box").key("big").uploadId(id) } }
    }

    @Test
    fun `a part can be copied from an object`() {
        s3.put("box", "source", "0123456789")
        val id = begin()
        val copied =
            s3.uploadPartCopy {
                it.sourceBucket("box").sourceKey("source").destinationBucket("box").destinationKey("big")
                    .uploadId(id).partNumber(1).copySourceRange("bytes=2-4")
            }.copyPartResult()
        complete(id, CompletedPart.builder().partNumber(1).eTag(copied.eTag()).build())
        s3.get("box", "big").asUtf8String() shouldBe "234"
    }

    @Test
    fun `a composite checksum is that of the parts' checksums`() {
        val id = begin(ChecksumAlgorithm.SHA256)
        val first = part(id, 1, large, ChecksumAlgorithm.SHA256)
        val second = part(id, 2, small, ChecksumAlgorithm.SHA256)
        val done = complete(id, first.checked(1), second.checked(2))
        done.checksumSHA256() shouldEndWith "-2"
        done.checksumType() shouldBe ChecksumType.COMPOSITE
        val head = s3.headObject { it.bucket("box").key("big").checksumMode(ChecksumMode.ENABLED) }
        head.checksumSHA256() shouldBe done.checksumSHA256()
        s3.get("box", "big") { it.partNumber(2).checksumMode(ChecksumMode.ENABLED) }.response().checksumSHA256() shouldBe
            second.checksumSHA256()
        val attributes =
            s3.getObjectAttributes {
                it.bucket("box").key("big").objectAttributes(
                    ObjectAttributes.CHECKSUM,
                    ObjectAttributes.OBJECT_PARTS,
                    ObjectAttributes.OBJECT_SIZE,
                    ObjectAttributes.E_TAG,
                )
            }
        attributes.eTag() shouldBe done.eTag().trim('"')
        attributes.objectSize() shouldBe large.size + small.size
        attributes.storageClass() shouldBe null
        attributes.checksum().checksumSHA256() shouldBe done.checksumSHA256().removeSuffix("-2")
        attributes.objectParts().totalPartsCount() shouldBe 2
        attributes.objectParts().parts().map { it.checksumSHA256() } shouldContainExactly
            listOf(first.checksumSHA256(), second.checksumSHA256())
        val wrong = begin(ChecksumAlgorithm.SHA256)
        shouldFail("InvalidRequest", 400) { part(wrong, 1, small, ChecksumAlgorithm.CRC32) }
    }

    @Test
    fun `a full object checksum is that of the bytes`() {
        val id = begin(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT)
        val first = part(id, 1, large, ChecksumAlgorithm.CRC32)
        val second = part(id, 2, small, ChecksumAlgorithm.CRC32)
        val done = complete(id, first.checked(1), second.checked(2))
        s3.putObject({ it.bucket("box").key("whole").checksumAlgorithm(ChecksumAlgorithm.CRC32) }, RequestBody.fromBytes(large + small))
            .checksumCRC32() shouldBe done.checksumCRC32()
        done.checksumType() shouldBe ChecksumType.FULL_OBJECT
        // localstack recorded it at AWS: test_complete_multipart_parts_checksum_full_object
        with(s3.get("box", "big") { it.partNumber(2).checksumMode(ChecksumMode.ENABLED) }.response()) {
            checksumCRC32() shouldBe null
            checksumType() shouldBe null
        }
        // ... and test_get_object_part_checksum
        val only = begin(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT)
        val sum = complete(only, part(only, 1, small, ChecksumAlgorithm.CRC32).checked(1)).checksumCRC32()
        with(s3.get("box", "big") { it.partNumber(1).checksumMode(ChecksumMode.ENABLED) }.response()) {
            checksumCRC32() shouldBe sum
            checksumType() shouldBe ChecksumType.FULL_OBJECT
        }
        shouldFail("InvalidRequest", 400) { begin(ChecksumAlgorithm.SHA1, ChecksumType.FULL_OBJECT) }
    }
}
