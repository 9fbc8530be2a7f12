package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkResponse
import software.amazon.awssdk.regions.Region

class S3ListingTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }
    private val keys = listOf("a.txt", "logs/1", "logs/2", "logs/old/1", "pics/ü 1.png", "z")

    init {
        keys.forEach { s3.put("box", it, it) }
    }

    @Test
    fun `a listing has every key in order with what S3 says of it`() {
        val listed = s3.listObjectsV2 { it.bucket("box") }
        listed.contents().map { it.key() } shouldContainExactly keys
        listed.keyCount() shouldBe 6
        listed.maxKeys() shouldBe 1000
        listed.isTruncated shouldBe false
        listed.nextContinuationToken() shouldBe null
        with(listed.contents().first()) {
            size() shouldBe 5
            eTag() shouldBe s3.headObject { it.bucket("box").key("a.txt") }.eTag()
            storageClassAsString() shouldBe "STANDARD"
            owner() shouldBe null
            checksumTypeAsString() shouldBe "FULL_OBJECT"
        }
        s3.listObjectsV2 { it.bucket("box").fetchOwner(true) }.contents().first().owner().id() shouldNotBe null
    }

    @Test
    fun `a delimiter rolls keys up, and a common prefix counts as one`() {
        val listed = s3.listObjectsV2 { it.bucket("box").delimiter("/") }
        listed.contents().map { it.key() } shouldContainExactly listOf("a.txt", "z")
        listed.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("logs/", "pics/")
        listed.keyCount() shouldBe 4
        val logs = s3.listObjectsV2 { it.bucket("box").prefix("logs/").delimiter("/") }
        logs.contents().map { it.key() } shouldContainExactly listOf("logs/1", "logs/2")
        logs.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("logs/old/")
        val first = s3.listObjectsV2 { it.bucket("box").delimiter("/").maxKeys(2) }
        first.contents().map { it.key() } + first.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("a.txt", "logs/")
        first.isTruncated shouldBe true
        val second = s3.listObjectsV2 { it.bucket("box").delimiter("/").maxKeys(2).continuationToken(first.nextContinuationToken()) }
        second.contents().map { it.key() } + second.commonPrefixes().map { it.prefix() } shouldContainExactly listOf("z", "pics/")
        second.isTruncated shouldBe false
    }

    /** localstack recorded it at AWS: test_list_objects_marker_common_prefixes */
    @Test
    fun `a marker within a common prefix stands for all of it`() {
        fun behind(marker: String, prefix: String = "") =
            s3.listObjects { it.bucket("box").prefix(prefix).delimiter("/").marker(marker) }.let { listed ->
                listed.marker() shouldBe marker
                listed.contents().map { it.key() } + listed.commonPrefixes().map { it.prefix() }
            }
        behind("logs/1") shouldContainExactly listOf("z", "pics/")
        behind("logs/old/0", "logs/") shouldBe emptyList()
        behind("logs/1", "logs/") shouldContainExactly listOf("logs/2", "logs/old/")
        behind("a.txt", "logs/") shouldContainExactly listOf("logs/1", "logs/2", "logs/old/")
    }

    /** localstack recorded it at AWS: test_region_header_exists_outside_us_east_1 */
    @Test
    fun `a listing says where its bucket is`() {
        val west = world.clientOf(region = Region.EU_WEST_1)
        west.createBucket { r -> r.bucket("west").createBucketConfiguration { it.locationConstraint("eu-west-1") } }

        fun SdkResponse.region() = sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region").orElse(null)
        west.listObjectsV2 { it.bucket("west") }.region() shouldBe "eu-west-1"
        west.listObjects { it.bucket("west") }.region() shouldBe "eu-west-1"
        s3.listObjectsV2 { it.bucket("box") }.region() shouldBe "us-east-1"
    }

    @Test
    fun `paginators see every key once`() {
        s3.listObjectsV2Paginator { it.bucket("box").maxKeys(1) }.contents().map { it.key() } shouldContainExactly keys
        s3.listObjectsV2Paginator { it.bucket("box").maxKeys(4).prefix("logs/") }.contents().map { it.key() } shouldContainExactly
            keys.filter { it.startsWith("logs/") }
    }

    @Test
    fun `start-after begins behind a key that need not be there`() {
        s3.listObjectsV2 { it.bucket("box").startAfter("logs/15") }.contents().map { it.key() } shouldContainExactly
            listOf("logs/2", "logs/old/1", "pics/ü 1.png", "z")
        // A token stands for it: localstack recorded at AWS that it is not told then.
        val first = s3.listObjectsV2 { it.bucket("box").startAfter("logs/15").maxKeys(1) }
        first.startAfter() shouldBe "logs/15"
        val next = s3.listObjectsV2 { it.bucket("box").startAfter("logs/15").continuationToken(first.nextContinuationToken()) }
        next.contents().map { it.key() } shouldContainExactly listOf("logs/old/1", "pics/ü 1.png", "z")
        next.startAfter() shouldBe null
        shouldFail("InvalidArgument", 400) { s3.listObjectsV2 { it.bucket("box").continuationToken("bogus") } }
            .awsErrorDetails().errorMessage() shouldBe "The continuation token provided is incorrect"
    }

    @Test
    fun `version one pages by marker`() {
        val first = s3.listObjects { it.bucket("box").maxKeys(3) }
        first.contents().map { it.key() } shouldContainExactly listOf("a.txt", "logs/1", "logs/2")
        first.isTruncated shouldBe true
        first.nextMarker() shouldBe null
        first.contents().first().owner().id() shouldNotBe null
        val second = s3.listObjects { it.bucket("box").marker("logs/2") }
        second.contents().map { it.key() } shouldContainExactly listOf("logs/old/1", "pics/ü 1.png", "z")
        val rolled = s3.listObjects { it.bucket("box").delimiter("/").maxKeys(2) }
        rolled.nextMarker() shouldBe "logs/"
        s3.listObjects { it.bucket("box").delimiter("/").marker("logs/") }.commonPrefixes().map { it.prefix() } shouldContainExactly
            listOf("pics/")
    }

    @Test
    fun `a page of nothing is complete`() {
        val none = s3.listObjectsV2 { it.bucket("box").maxKeys(0) }
        none.contents().size shouldBe 0
        none.isTruncated shouldBe false
        shouldFail("NoSuchBucket", 404) { s3.listObjectsV2 { it.bucket("no-such-bucket") } }
    }
}
