package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.s3.BucketFixture

/** The bucket has an object at [key]: `aws.s3.bucket("receipts") shouldHaveObject "42.json"`. */
public infix fun BucketFixture.shouldHaveObject(key: String): BucketFixture = apply { this should haveObject(key) }

/** The bucket has no object at [key]. */
public infix fun BucketFixture.shouldNotHaveObject(key: String): BucketFixture =
    apply { this shouldNot haveObject(key) }

/** The bucket has an object at [key] whose content is [text] in UTF-8. */
public fun BucketFixture.shouldHaveObject(
    key: String,
    text: String,
): BucketFixture = apply { this should haveObject(key, text) }

/** The bucket has exactly [count] objects. */
public infix fun BucketFixture.shouldHaveObjects(
    count: Int
): BucketFixture = apply { this should haveObjects(count) }

/** The bucket has no objects. */
public fun BucketFixture.shouldBeEmpty(): BucketFixture = shouldHaveObjects(0)

/** Whether a bucket has an object at [key]. */
public fun haveObject(key: String): Matcher<BucketFixture> =
    Matcher { bucket ->
        resultOf(
            bucket.has(key),
            "The bucket \"${bucket.name}\" should have an object \"$key\"",
            "The bucket \"${bucket.name}\" should have no object \"$key\"",
            { objectsOf(bucket) },
            { bucket.calls },
        )
    }

/** Whether a bucket has an object at [key] whose content is [text] in UTF-8. */
public fun haveObject(
    key: String,
    text: String,
): Matcher<BucketFixture> =
    Matcher { bucket ->
        val there = if (bucket.has(key)) bucket.text(key) else null
        resultOf(
            there == text,
            "The object \"$key\" of the bucket \"${bucket.name}\" should be \"$text\"",
            "The object \"$key\" of the bucket \"${bucket.name}\" should not be \"$text\"",
            { if (there == null) objectsOf(bucket) else "it is \"$there\"" },
            { bucket.calls },
        )
    }

/** Whether a bucket has exactly [count] objects. */
public fun haveObjects(count: Int): Matcher<BucketFixture> =
    Matcher { bucket ->
        resultOf(
            bucket.keys().size == count,
            "The bucket \"${bucket.name}\" should have ${count.of("object")}",
            "The bucket \"${bucket.name}\" should not have ${count.of("object")}",
            { objectsOf(bucket) },
            { bucket.calls },
        )
    }

private fun objectsOf(bucket: BucketFixture): String {
    val objects = bucket.objects()
    if (objects.isEmpty()) return "it is empty"
    return listing("it has ${objects.size.of("object")}:", objects.map { "${it.key} (${it.size} bytes)" })
}
