package io.mockaws.ktor.init

import io.mockaws.MockAws
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import java.nio.file.Path
import kotlin.io.path.readBytes
import kotlin.io.path.readText

/** What a mock is to begin with, as a JSON file says it: buckets, tables and queues by name. See `docs/server.md`. */
@Serializable
internal class Fixtures(
    private val buckets: Map<String, BucketFixture> = emptyMap(),
    private val tables: Map<String, TableFixture> = emptyMap(),
    private val queues: Map<String, QueueFixture> = emptyMap(),
) {
    /** The files that its objects have their content from. */
    val files: Set<String> get() = buckets.values.flatMapTo(HashSet()) { it.files }

    /** Makes it; files are looked for in [folder]. */
    fun make(
        aws: MockAws,
        folder: Path,
    ) {
        buckets.forEach { (name, fixture) -> fixture.make(aws, name, folder) }
        tables.forEach { (name, fixture) -> fixture.make(aws, name) }
        queues.forEach { (name, fixture) -> fixture.make(aws, name) }
    }

    companion object {
        /**
         * Reads [file].
         *
         * @throws IllegalArgumentException when it is no JSON, or has what is not known here
         */
        fun read(file: Path): Fixtures = Json.decodeFromString<Fixtures>(file.readText())
    }
}

@Serializable
internal class BucketFixture(
    /** By key. */
    private val objects: Map<String, ObjectFixture> = emptyMap(),
) {
    val files: List<String> get() = objects.values.mapNotNull { it.file }

    fun make(
        aws: MockAws,
        name: String,
        folder: Path,
    ) {
        val bucket = aws.s3.bucket(name)
        objects.forEach { (key, fixture) ->
            val content = fixture.content(key, folder)
            if (fixture.contentType == null) {
                bucket.put(key, content, metadata = fixture.metadata)
            } else {
                bucket.put(key, content, fixture.contentType, fixture.metadata)
            }
        }
    }
}

/** Either of [text] and [file]. */
@Serializable
internal class ObjectFixture(
    private val text: String? = null,
    val file: String? = null,
    val contentType: String? = null,
    val metadata: Map<String, String> = emptyMap(),
) {
    fun content(
        key: String,
        folder: Path,
    ): ByteArray {
        require((text == null) != (file == null)) { "The object \"$key\" wants either \"text\" or \"file\"" }
        return text?.encodeToByteArray() ?: folder.resolve(file!!).readBytes()
    }
}

/** Billed per request, without indexes. */
@Serializable
internal class TableFixture(
    private val partitionKey: String,
    private val partitionKeyType: String = "S",
    private val sortKey: String? = null,
    private val sortKeyType: String = "S",
    /** In plain JSON: strings, numbers, booleans, nulls, lists, maps. */
    private val items: List<JsonObject> = emptyList(),
) {
    fun make(
        aws: MockAws,
        name: String,
    ) {
        val table = aws.dynamoDb.table(name, partitionKey, sortKey, partitionKeyType, sortKeyType)
        items.forEach { item -> table.put(item.mapValues { plain(it.value) }) }
    }

    private fun plain(value: JsonElement): Any? =
        when (value) {
            JsonNull -> null

            is JsonObject -> value.mapValues { plain(it.value) }

            is JsonArray -> value.map { plain(it) }

            is JsonPrimitive -> if (value.isString) {
                value.content
            } else {
                value.booleanOrNull
                    ?: value.content.toBigDecimal()
            }
        }
}

@Serializable
internal class QueueFixture(
    /** As CreateQueue has them. */
    private val attributes: Map<String, String> = emptyMap(),
    private val messages: List<MessageFixture> = emptyList(),
) {
    fun make(
        aws: MockAws,
        name: String,
    ) {
        val queue = aws.sqs.queue(name) {
            this@QueueFixture.attributes.forEach { (attribute, value) -> attribute(attribute, value) }
        }
        messages.forEach { queue.send(it.body, it.attributes, it.groupId, it.deduplicationId) }
    }
}

@Serializable
internal class MessageFixture(
    val body: String,
    /** Of the type String. */
    val attributes: Map<String, String> = emptyMap(),
    val groupId: String? = null,
    val deduplicationId: String? = null,
)
