package io.mockaws.services.s3.page

import io.mockaws.engine.Place
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.s3.BucketFixture
import io.mockaws.services.s3.S3Fixture
import io.mockaws.services.s3.S3Service
import io.mockaws.services.s3.objects.ObjectHeaders
import io.mockaws.state.StateAction
import io.mockaws.state.StateField
import io.mockaws.testing.Calls

// What people do with buckets and objects in the dashboard.

/** Bytes of a text that is changed in place. */
private const val CHANGEABLE = 64 * 1024L

internal fun makeBucket(world: World) =
    StateAction("make", "Make a bucket", listOf(StateField("name", "Name"))) { said ->
        S3Fixture({ world.context(S3Service) }) { Calls.NONE }.bucket(said.getValue("name"))
        listOf(said.getValue("name"))
    }

internal fun putObject(
    world: World,
    bucket: String,
    prefix: String,
): StateAction {
    val fields =
        listOf(
            StateField("key", "Key", prefix),
            StateField("type", "Content type", "text/plain", isOptional = true),
            StateField("text", "Content", isLong = true, isOptional = true),
        )
    return StateAction("put", "Put an object", fields) { said ->
        val type = said.getValue("type").ifEmpty { ObjectHeaders.DEFAULT_TYPE }
        bucketOf(world, bucket).put(said.getValue("key"), said.getValue("text"), type)
        listOf(bucket, KEY_STEP, said.getValue("key"))
    }
}

internal fun objectActions(
    world: World,
    bucket: String,
    key: String,
): List<StateAction> {
    val fixture = bucketOf(world, bucket)
    val there = fixture.head(key)
    val path = listOf(bucket, KEY_STEP, key)
    val delete =
        StateAction("delete", "Delete", loses = true) {
            fixture.delete(key)
            listOf(bucket)
        }
    if (there.size > CHANGEABLE || !isText(there.contentType)) return listOf(delete)
    val field = StateField("text", "Content", fixture.text(key), isLong = true, isOptional = true)
    val change =
        StateAction("change", "Change", listOf(field)) { said ->
            fixture.put(key, said.getValue("text"), there.contentType, there.metadata)
            path
        }
    return listOf(change, delete)
}

private fun bucketOf(
    world: World,
    name: String,
): BucketFixture {
    val settings = world.context(S3Service).state.bucket(name)!!.settings
    return BucketFixture(name, { world.context(S3Service, Place(settings.owner, settings.region)) }, { Calls.NONE })
}

private fun isText(contentType: String): Boolean =
    contentType.startsWith("text/") ||
        contentType.substringBefore(';').let { it.endsWith("json") || it.endsWith("xml") }
