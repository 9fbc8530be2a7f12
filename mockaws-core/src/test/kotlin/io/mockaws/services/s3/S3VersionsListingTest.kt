package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse

/** ListObjectVersions; order, markers and rolled up keys were checked against answers recorded from AWS. */
class S3VersionsListingTest {
    private val world = S3World()
    private val s3 get() = world.client
    private val bucket get() = world.aws.s3.bucket(BUCKET)

    @BeforeEach
    fun bucket() {
        world.aws.s3.bucket(BUCKET).enableVersioning()
    }

    @AfterEach
    fun close() = world.close()

    @Test
    fun `versions come by key, the latest first, with markers among them`() {
        bucket.put("b", "1").put("a", "1").put("a", "2").delete("a")
        val page = list()
        page.versions().map { it.key() to it.isLatest } shouldContainExactly
            listOf("a" to false, "a" to false, "b" to true)
        page.versions().map { it.size() } shouldContainExactly listOf(1L, 1L, 1L)
        page.deleteMarkers().map { it.key() to it.isLatest } shouldContainExactly listOf("a" to true)
        page.isTruncated shouldBe false
        page.name() shouldBe BUCKET
    }

    @Test
    fun `pages of any size have all versions once`() {
        for (key in listOf("a", "b", "c")) repeat(3) { bucket.put(key, "$it") }
        bucket.delete("b")
        val all = bucket.versions().map { it.versionId }
        for (size in 1..11) {
            val found =
                s3.listObjectVersionsPaginator { it.bucket(BUCKET).maxKeys(size) }.flatMap { page ->
                    page.versions().map { it.versionId() } + page.deleteMarkers().map { it.versionId() }
                }
            found.sorted() shouldContainExactly all.sorted()
        }
    }

    @Test
    fun `a page begins behind its markers`() {
        repeat(2) { bucket.put("a", "$it").put("b", "$it") }
        val (a2, a1, b2, _) = bucket.versions().map { it.versionId }
        val first = list { it.maxKeys(1) }
        first.nextKeyMarker() shouldBe "a"
        first.nextVersionIdMarker() shouldBe a2
        list { it.maxKeys(1).keyMarker("a").versionIdMarker(a2) }.versions().single().versionId() shouldBe a1
        list { it.maxKeys(1).keyMarker("a") }.versions().single().versionId() shouldBe b2
        list { it.keyMarker("b") }.versions().shouldBeEmpty()
        shouldFail("InvalidArgument", 400) { list { it.versionIdMarker(a2) } }.awsErrorDetails().errorMessage() shouldBe
            "A version-id marker cannot be specified without a key marker."
    }

    @Test
    fun `a page goes on where its version marker was deleted meanwhile`() {
        repeat(4) { bucket.put("a", "$it") }
        val (newest, second) = bucket.versions().map { it.versionId }
        for (id in listOf(newest, second)) s3.deleteObject { it.bucket(BUCKET).key("a").versionId(id) }
        list { it.keyMarker("a").versionIdMarker(second) }.versions().map { it.isLatest } shouldContainExactly
            listOf(true, false)
    }

    @Test
    fun `keys are rolled up, and a page can end with a common prefix`() {
        for (key in listOf("f/s/1", "f/s/2", "f/1", "f/2")) bucket.put(key, "x")
        val first = list { it.prefix("f/").delimiter("/").maxKeys(2) }
        first.versions().map { it.key() } shouldContainExactly listOf("f/1", "f/2")
        first.nextKeyMarker() shouldBe "f/2"
        val second = list { it.prefix("f/").delimiter("/").maxKeys(2).keyMarker("f/2") }
        second.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("f/s/")
        second.isTruncated shouldBe false
        val manual = list { it.prefix("f/").delimiter("/").keyMarker("f/s/1") }
        manual.commonPrefixes().shouldBeEmpty()
        val prefixed = list { it.prefix("f/s").delimiter("/").maxKeys(1) }
        prefixed.nextVersionIdMarker() shouldBe null
    }

    @Test
    fun `keys can be encoded`() {
        bucket.put("a b", "x")
        list { it.encodingType("url").prefix("a ") }.versions().single().key() shouldBe "a b"
        shouldFail("InvalidArgument", 400) { list { it.encodingType("other") } }
    }

    private fun list(configure: (ListObjectVersionsRequest.Builder) -> Unit = {}): ListObjectVersionsResponse =
        s3.listObjectVersions { configure(it.bucket(BUCKET)) }

    private companion object {
        const val BUCKET = "versions"
    }
}
