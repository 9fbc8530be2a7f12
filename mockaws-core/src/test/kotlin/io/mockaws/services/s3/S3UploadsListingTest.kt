package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse

/**
 * Pages of uploads as localstack recorded them at AWS: tests/aws/services/s3/test_s3_list_operations.py,
 * TestS3ListMultipartUploads.
 */
class S3UploadsListingTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }

    private fun begin(key: String): String = s3.createMultipartUpload { it.bucket("box").key(key) }.uploadId()

    private fun list(configure: (ListMultipartUploadsRequest.Builder) -> Unit): ListMultipartUploadsResponse =
        s3.listMultipartUploads { it.bucket("box").also(configure) }

    @Test
    fun `a key marker within a common prefix stands for all of it`() {
        listOf("folder/sub/1", "folder/sub/2", "folder/x", "folder/y").forEach { begin(it) }

        fun behind(marker: String?) = list { it.prefix("folder/").delimiter("/").maxUploads(1).keyMarker(marker) }
        with(behind(null)) {
            commonPrefixes().map { it.prefix() } shouldContainExactly listOf("folder/sub/")
            isTruncated shouldBe true
            // There is no upload to go on behind.
            nextKeyMarker() shouldBe ""
            nextUploadIdMarker() shouldBe ""
        }
        for (marker in listOf("folder/sub/", "folder/sub/1")) {
            with(behind(marker)) {
                commonPrefixes() shouldBe emptyList()
                uploads().map { it.key() } shouldContainExactly listOf("folder/x")
                nextKeyMarker() shouldBe "folder/x"
                nextUploadIdMarker() shouldBe uploads().single().uploadId()
            }
        }
    }

    @Test
    fun `an id is a marker beside the key of its upload only`() {
        val first = begin("a")
        val second = begin("b")
        with(list { it.maxUploads(1).uploadIdMarker(first) }) {
            uploadIdMarker() shouldBe ""
            uploads().single().uploadId() shouldBe first
        }
        list { it.keyMarker("a").uploadIdMarker(first) }.uploads().map { it.uploadId() } shouldContainExactly listOf(second)
        val refused = shouldFail("InvalidArgument", 400) { list { it.keyMarker("a").uploadIdMarker(second) } }
        refused.awsErrorDetails().errorMessage() shouldBe "Invalid uploadId marker"
    }

    @Test
    fun `who aborts what a page shows goes on behind it`() {
        listOf("a", "b", "c").forEach { begin(it) }
        val aborted = ArrayList<String>()
        for (page in s3.listMultipartUploadsPaginator { it.bucket("box").maxUploads(1) }) {
            for (upload in page.uploads()) {
                s3.abortMultipartUpload { it.bucket("box").key(upload.key()).uploadId(upload.uploadId()) }
                aborted += upload.key()
            }
        }
        aborted shouldContainExactly listOf("a", "b", "c")
    }
}
