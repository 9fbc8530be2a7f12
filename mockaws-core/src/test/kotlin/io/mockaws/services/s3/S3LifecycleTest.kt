package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ExpirationStatus
import software.amazon.awssdk.services.s3.model.LifecycleRule
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter
import software.amazon.awssdk.services.s3.model.Tag
import software.amazon.awssdk.services.s3.model.Transition
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize
import software.amazon.awssdk.services.s3.model.TransitionStorageClass
import java.time.Instant

/**
 * How rules are put and shown. Answers and texts are those that localstack recorded at AWS (tests/aws/services/s3/test_s3,
 * TestS3BucketLifecycle), and for transitions those of people who met them; the limits are in
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
@Suppress("DEPRECATION")
class S3LifecycleTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun put(vararg rules: LifecycleRule.Builder.() -> Unit) = s3.putRules("box", *rules)

    private fun get() = s3.getBucketLifecycleConfiguration { it.bucket("box") }

    private fun refused(
        code: String,
        message: String,
        vararg rules: LifecycleRule.Builder.() -> Unit,
    ) = withClue(message) {
        shouldFail(code, 400) { put(*rules) }.awsErrorDetails().errorMessage() shouldBe message
    }

    private fun malformed(rule: LifecycleRule.Builder.() -> Unit) =
        refused("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", rule)

    private fun tag(key: String) = Tag.builder().key(key).value("v").build()

    @Test
    fun `rules are put, shown and deleted`() {
        noRules()
        val rule: LifecycleRule.Builder.() -> Unit = {
            id("all").filter { f ->
                f.and { it.prefix("a/").tags(tag("one"), tag("two")).objectSizeGreaterThan(5).objectSizeLessThan(500) }
            }
            expiration { it.days(400) }
            transitions(
                { it.days(30).storageClass(TransitionStorageClass.STANDARD_IA) },
                { it.days(60).storageClass(TransitionStorageClass.GLACIER) },
            )
            noncurrentVersionTransitions({
                it.noncurrentDays(0).newerNoncurrentVersions(2).storageClass("DEEP_ARCHIVE")
            })
            noncurrentVersionExpiration { it.noncurrentDays(9).newerNoncurrentVersions(3) }
        }
        val marker: LifecycleRule.Builder.() -> Unit = {
            id("markers").status(ExpirationStatus.DISABLED).filter { it.prefix("b/") }
            expiration { it.expiredObjectDeleteMarker(false) }
            abortIncompleteMultipartUpload { it.daysAfterInitiation(3) }
        }
        put(rule, marker).transitionDefaultMinimumObjectSizeAsString() shouldBe "all_storage_classes_128K"
        get().rules() shouldBe listOf(rule, marker).map { built(it) }
        get().transitionDefaultMinimumObjectSizeAsString() shouldBe "all_storage_classes_128K"
        repeat(2) { s3.deleteBucketLifecycle { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        noRules()
    }

    private fun noRules() =
        shouldFail("NoSuchLifecycleConfiguration", 404) { get() }.awsErrorDetails().errorMessage() shouldBe
            "The lifecycle configuration does not exist"

    @Test
    fun `a rule without an id gets one, and keeps the way in which it names its objects`() {
        put({
            id(null).before("logs/").expiration { it.date(Instant.parse("2023-01-01T00:00:00Z")) }
        }, { id(null).before("tmp/").expiration { it.days(1) } })
        val (logs, tmp) = get().rules()
        logs.id() shouldMatch "[A-Za-z0-9+/]{48}"
        (logs.id() == tmp.id()) shouldBe false
        logs.prefix() shouldBe "logs/"
        logs.filter() shouldBe null
        logs.expiration().date() shouldBe Instant.parse("2023-01-01T00:00:00Z")
        put({ filter { }.expiration { it.days(1) } })
        get().rules().single().filter() shouldBe LifecycleRuleFilter.builder().build()
    }

    @Test
    fun `the smallest object to move can be told`() {
        for (size in listOf("varies_by_storage_class", "all_storage_classes_128K")) {
            s3.putBucketLifecycleConfiguration { r ->
                r.bucket("box").transitionDefaultMinimumObjectSize(size)
                    .lifecycleConfiguration { it.rules(built { expiration { it.days(7) } }) }
            }.transitionDefaultMinimumObjectSize() shouldBe TransitionDefaultMinimumObjectSize.fromValue(size)
            get().transitionDefaultMinimumObjectSizeAsString() shouldBe size
        }
        shouldFail("InvalidRequest", 400) {
            s3.putBucketLifecycleConfiguration { r ->
                r.bucket("box").transitionDefaultMinimumObjectSize("value")
                    .lifecycleConfiguration { it.rules(built { expiration { it.days(7) } }) }
            }
        }.awsErrorDetails().errorMessage() shouldBe "Invalid TransitionDefaultMinimumObjectSize found: value"
    }

    @Test
    fun `rules that say too little or too much are malformed`() {
        malformed { filter(null as LifecycleRuleFilter?).expiration { it.days(7) } }
        malformed { prefix("").filter { }.expiration { it.days(7) } }
        malformed { filter { f -> f.prefix("").and { it.prefix("test") } }.expiration { it.days(7) } }
        malformed { filter { it.prefix("").objectSizeGreaterThan(500) }.expiration { it.days(7) } }
        malformed { expiration { } }
        malformed { expiration { it.days(1).expiredObjectDeleteMarker(true) } }
        malformed { noncurrentVersionExpiration { } }
        malformed { noncurrentVersionExpiration { it.newerNoncurrentVersions(1) } }
        malformed { status("enabled").expiration { it.days(1) } }
        malformed { transitions({ it.days(1) }) }
        malformed { transitions({ it.storageClass("GLACIER") }) }
        malformed { transitions({ it.days(1).storageClass("STANDARD") }) }
        malformed { noncurrentVersionTransitions({ it.storageClass("GLACIER") }) }
        malformed { abortIncompleteMultipartUpload { } }
        refused("InvalidRequest", "At least one lifecycle rule must be specified.")
        refused("InvalidRequest", "At least one action needs to be specified in a rule", {})
    }

    @Test
    fun `days are positive and dates at midnight`() {
        refused("InvalidArgument", "'Days' for Expiration action must be a positive integer", { expiration { it.days(0) } })
        refused(
            "InvalidArgument",
            "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
            { noncurrentVersionExpiration { it.noncurrentDays(0) } },
        )
        refused(
            "InvalidArgument",
            "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
            { abortIncompleteMultipartUpload { it.daysAfterInitiation(-1) } },
        )
        refused(
            "InvalidArgument",
            "'Date' must be at midnight GMT",
            { expiration { it.date(Instant.parse("2023-01-01T02:02:00Z")) } },
        )
        refused("InvalidArgument", "'Days' in Transition action must be nonnegative", {
            transitions({ it.days(-1).storageClass("GLACIER") })
        })
    }

    @Test
    fun `ids and tags are there once, and prefixes in one way`() {
        val day: LifecycleRule.Builder.() -> Unit = { id("one").expiration { it.days(1) } }
        refused("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule", day, day)
        refused("InvalidArgument", "ID length should not exceed allowed limit of 255", { day().also { id("i".repeat(256)) } })
        refused(
            "InvalidRequest",
            "Duplicate Tag Keys are not allowed.",
            {
                day()
                filter { f -> f.and { it.tags(tag("k"), tag("k")) } }
            },
        )
        refused(
            "InvalidRequest",
            "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
            { expiration { it.days(1) } },
            { before("a").expiration { it.days(1) } },
        )
        refused(
            "InvalidRequest",
            "Filter element can only be used in Lifecycle V2.",
            { before("a").expiration { it.days(1) } },
            { expiration { it.days(1) } },
        )
        refused(
            "InvalidRequest",
            "Found overlapping prefixes 'a' and 'a/b' for same action type 'Expiration'",
            { before("a/b").expiration { it.days(1) } },
            { before("a").expiration { it.days(2) } },
        )
        put(
            { before("a").expiration { it.days(2) } },
            { before("a/b").noncurrentVersionExpiration { it.noncurrentDays(1) } },
        )
    }

    @Test
    fun `uploads and delete markers have neither tags nor a size`() {
        for (tagged in listOf(true, false)) {
            val filter: LifecycleRuleFilter.Builder.() -> Unit = { if (tagged) tag(tag("k")) else objectSizeLessThan(9) }
            val what = if (tagged) "Tags" else "Object Size"
            refused(
                "InvalidRequest",
                "AbortIncompleteMultipartUpload cannot be specified with $what.",
                { filter { it.filter() }.abortIncompleteMultipartUpload { it.daysAfterInitiation(1) } },
            )
            refused(
                "InvalidRequest",
                "ExpiredObjectDeleteMarker cannot be specified with $what.",
                { filter { it.filter() }.expiration { it.expiredObjectDeleteMarker(true) } },
            )
        }
        refused(
            "InvalidRequest",
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
            { filter { f -> f.and { it.objectSizeGreaterThan(9).objectSizeLessThan(9) } }.expiration { it.days(1) } },
        )
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
    @Test
    fun `transitions go one way, stay a while, and end before the object does`() {
        fun moves(vararg steps: Pair<Int, String>): LifecycleRule.Builder.() -> Unit =
            { transitions(steps.map { (days, to) -> Transition.builder().days(days).storageClass(to).build() }) }
        refused(
            "InvalidArgument",
            "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
            moves(29 to "STANDARD_IA"),
        )
        refused(
            "InvalidRequest",
            "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=)'",
            moves(1 to "GLACIER", 2 to "GLACIER"),
        )
        refused(
            "InvalidArgument",
            "'Days' in the Transition action for StorageClass 'DEEP_ARCHIVE' for filter '(prefix=)' must be greater than " +
                "'Days' in the Transition action for StorageClass 'GLACIER' for filter '(prefix=)'",
            moves(5 to "GLACIER", 5 to "DEEP_ARCHIVE"),
        )
        refused(
            "InvalidArgument",
            "'Days' in the Transition action for StorageClass 'GLACIER' for filter '(prefix=)' must be 30 days more than " +
                "'Days' in the Transition action for StorageClass 'ONEZONE_IA' for filter '(prefix=)'",
            moves(30 to "ONEZONE_IA", 50 to "GLACIER"),
        )
        refused(
            "InvalidArgument",
            "'Days' in the Expiration action for filter '(prefix=logs/)' must be greater than 'Days' in the Transition action",
            { filter { it.prefix("logs/") }.expiration { it.days(30) }.apply(moves(30 to "GLACIER")) },
        )
        refused(
            "InvalidRequest",
            "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=)'",
            { expiration { it.date(Instant.parse("2030-01-01T00:00:00Z")) }.apply(moves(30 to "GLACIER")) },
        )
        put(moves(0 to "INTELLIGENT_TIERING", 30 to "ONEZONE_IA", 60 to "GLACIER", 61 to "DEEP_ARCHIVE"))
    }

    /** As rules were written before there were filters. */
    private fun LifecycleRule.Builder.before(prefix: String) = filter(null as LifecycleRuleFilter?).prefix(prefix)

    private fun built(rule: LifecycleRule.Builder.() -> Unit) = lifecycleRule(rule)
}
