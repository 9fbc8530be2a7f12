package io.mockaws.services.s3

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.engine.AwsFault
import io.mockaws.engine.StoredBody
import io.mockaws.services.s3.addressing.VirtualHost
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.BucketName
import io.mockaws.services.s3.bucket.BucketSettings
import io.mockaws.services.s3.bucket.Utf8Order
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.listing.ListingPage
import io.mockaws.services.s3.objects.ByteRange
import io.mockaws.services.s3.objects.ObjectHeaders
import io.mockaws.services.s3.objects.S3Object
import org.junit.jupiter.api.Test
import org.pcollections.TreePMap
import kotlin.time.Instant

class S3DomainTest {
    @Test
    fun `keys are in the order of their UTF-8 bytes`() {
        val keys = listOf("a", "a/", "a0", "b", "\u00e9", "\uff5e", "\uD83D\uDE00", "\uD83D\uDE00z", "")
        val expected = keys.sortedWith { x, y -> java.util.Arrays.compareUnsigned(x.encodeToByteArray(), y.encodeToByteArray()) }
        keys.shuffled(kotlin.random.Random(3)).sortedWith(Utf8Order) shouldContainExactly expected
    }

    @Test
    fun `a bucket is found in every host name that S3 has for it`() {
        val hosts =
            mapOf(
                "pics.s3.us-east-1.amazonaws.com" to "pics",
                "pics.s3.amazonaws.com" to "pics",
                "pics.s3-eu-west-1.amazonaws.com" to "pics",
                "my.pics.s3.eu-west-1.amazonaws.com" to "my.pics",
                "my.s3.pics.s3.eu-west-1.amazonaws.com" to "my.s3.pics",
                "s3.pics.s3.us-east-1.amazonaws.com" to "s3.pics",
                "pics.s3.dualstack.us-west-2.amazonaws.com" to "pics",
                "pics.s3-accelerate.amazonaws.com" to "pics",
                "pics.s3-accelerate.dualstack.amazonaws.com" to "pics",
                "pics.s3-fips.us-gov-west-1.amazonaws.com" to "pics",
                "pics.s3.cn-north-1.amazonaws.com.cn" to "pics",
                "pics.localhost" to "pics",
                "pics.s3.localhost" to "pics",
                "my.pics.s3.localhost.localdomain" to "my.pics",
                "s3.us-east-1.amazonaws.com" to null,
                "s3.amazonaws.com" to null,
                "s3-eu-west-1.amazonaws.com" to null,
                "s3.dualstack.us-west-2.amazonaws.com" to null,
                "s3.cn-north-1.amazonaws.com.cn" to null,
                "localhost" to null,
                "s3.localhost" to null,
                "s3.localhost.localdomain" to null,
                "127.0.0.1" to null,
            )
        for ((host, bucket) in hosts) withClue(host) { VirtualHost.bucketOf(host) shouldBe bucket }
    }

    @Test
    fun `bucket names follow AWS's rules`() {
        for (name in listOf("abc", "my-bucket", "my.bucket.1", "1bucket", "a".repeat(63))) {
            withClue(name) { BucketName.isValid(name) shouldBe true }
        }
        val bad =
            listOf(
                "ab",
                "a".repeat(
                    64
                ),
                "Abc", "a_b", "-abc", "abc-", ".abc", "abc.", "a..b", "192.168.5.4", "xn--abc", "abc-s3alias", "abc--x-s3"
            )
        for (name in bad) withClue(name) { BucketName.isValid(name) shouldBe false }
    }

    @Test
    fun `a range is cut to the object, ignored when malformed and refused behind the end`() {
        fun range(header: String) = ByteRange.of(header, 10)?.let { it.from to it.until }
        range("bytes=0-4") shouldBe (0L to 5L)
        range("bytes=5-") shouldBe (5L to 10L)
        range("bytes=-3") shouldBe (7L to 10L)
        range("bytes=-30") shouldBe (0L to 10L)
        range("bytes=8-99999999999999999999") shouldBe (8L to 10L)
        for (ignored in listOf("bytes=5-4", "bytes=0-1,3-4", "bytes=-", "bytes=a-b", "items=0-4")) {
            withClue(ignored) { range(ignored) shouldBe null }
        }
        for (refused in listOf("bytes=10-", "bytes=10-20", "bytes=-0")) {
            withClue(refused) { shouldThrow<AwsFault> { range(refused) }.error.code shouldBe "InvalidRange" }
        }
        shouldThrow<AwsFault> { ByteRange.of("bytes=0-0", 0) }.error.status shouldBe 416
    }

    @Test
    fun `pages put together are the whole listing, whatever the delimiter and the size`() {
        val random = kotlin.random.Random(5)
        val keys = List(300) {
            (1..random.nextInt(1, 6)).joinToString("") { listOf("a", "b", "/", "\uD83D\uDE00", "\uff5e").random(random) }
        }.distinct()
        val sorted = keys.fold(TreePMap.empty<String, String>(Utf8Order)) { map, key -> map.plus(key, key) }
        for (prefix in listOf("", "a", "a/", "\uD83D\uDE00")) {
            for (delimiter in listOf(null, "/", "b")) {
                val expected =
                    keys.filter { it.startsWith(prefix) }
                        .map { key ->
                            delimiter?.let { d ->
                                key.indexOf(d, prefix.length).takeIf { it >= 0 }?.let {
                                    key.substring(
                                        0,
                                        it + d.length
                                    ) +
                                        " (prefix)"
                                }
                            }
                                ?: key
                        }
                        .distinct()
                        .sortedWith(compareBy(Utf8Order) { it.removeSuffix(" (prefix)") })
                for (size in listOf(1, 2, 7, 1000)) {
                    val found = ArrayList<String>()
                    var after: String? = null
                    do {
                        val page = ListingPage.of(sorted, prefix, delimiter, after, size)
                        found +=
                            (
                                page.entries + page.commonPrefixes.map {
                                    "$it (prefix)"
                                }
                                ).sortedWith(compareBy(Utf8Order) { it.removeSuffix(" (prefix)") })
                        after = page.last
                    } while (page.isTruncated)
                    withClue("prefix $prefix, delimiter $delimiter, pages of $size") { found shouldContainExactly expected }
                }
            }
        }
    }

    @Test
    fun `a fork shares nothing that changes`() {
        val state = S3State()
        val body = StoredBody.of(ByteArray(1))
        val checksum = ObjectChecksum(ChecksumAlgorithm.CRC64NVME, ChecksumType.FULL_OBJECT, "")
        val at = Instant.fromEpochSeconds(0)
        fun named(key: String) = S3Object(key, body, "\"e\"", at, ObjectHeaders(), checksum)
        state.change("big") { (0 until 100).fold(Bucket(BucketSettings("big", "1", "us-east-1", at))) { b, i -> b.with(named("key-$i")) } }
        val forked = state.fork()
        forked.change("big") { it!!.with(named("more")).without("key-1") }
        state.bucket("big")!!.objects.size shouldBe 100
        ("key-1" in state.bucket("big")!!.objects) shouldBe true
        ("more" in forked.bucket("big")!!.objects) shouldBe true
    }
}
