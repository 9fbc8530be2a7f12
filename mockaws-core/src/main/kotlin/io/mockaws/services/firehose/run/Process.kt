package io.mockaws.services.firehose.run

import io.mockaws.kit.StrictJson
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.Destinations
import io.mockaws.services.firehose.stream.MetadataQuery
import io.mockaws.services.firehose.stream.TakenRecord
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.io.ByteArrayInputStream
import java.io.IOException
import java.util.zip.GZIPInputStream

/** A record that is ready to go. */
internal class Ready(
    val record: TakenRecord,
    val data: ByteArray,
    val fromQuery: Map<String, String>,
    val fromLambda: Map<String, String>,
)

/** What becomes of records that a destination has processed before it gets them. */
internal class Processing {
    val ready = ArrayList<Ready>()
    val failed = ArrayList<Failed>()
}

/** Has the processors of [stream] work on [records], in order. */
internal fun FirehoseCall.process(
    stream: DeliveryStream,
    records: List<TakenRecord>,
): Processing {
    val result = Processing()
    val processors = Destinations.processors(stream.destination)

    fun of(type: String) = processors.firstOrNull { it.text("Type") == type }
    var current = records
    if (of("Decompression") != null) current = current.mapNotNull { unzipped(it, result.failed::add) }
    of("CloudWatchLogProcessing")?.let {
        if (Destinations.parameter(it, "DataMessageExtraction") ==
            "true"
        ) {
            current = current.map(::messages)
        }
    }
    if (of("RecordDeAggregation") != null) current = current.flatMap(::parts)
    val transformed =
        of("Lambda")?.let { transform(stream, it, current, result.failed::add) }
            ?: current.map { Transformed(it, it.data.bytes) }
    val query = of("MetadataExtraction")?.let {
        MetadataQuery.parse(Destinations.parameter(it, "MetadataExtractionQuery").orEmpty())
    }
    val delimiter = if (of("AppendDelimiterToRecord") == null) ByteArray(0) else byteArrayOf('\n'.code.toByte())
    for (one in transformed) {
        val keys = if (query == null) emptyMap() else query.keys(one.data.decodeToString())
        if (keys == null) {
            result.failed +=
                Failed(one.record, "DynamicPartitioning.MetadataExtractionFailed", "Partition keys not found.", 1)
        } else {
            result.ready += Ready(one.record, one.data + delimiter, keys, one.partitionKeys)
        }
    }
    return result
}

private fun unzipped(
    record: TakenRecord,
    onFailure: (Failed) -> Unit,
): TakenRecord? =
    try {
        record.copy(data = Blob(GZIPInputStream(ByteArrayInputStream(record.data.bytes)).use { it.readBytes() }))
    } catch (broken: IOException) {
        onFailure(Failed(record, "Decompression.Failed", broken.message.orEmpty(), 1))
        null
    }

/** The messages of what CloudWatch Logs sends, a line each. */
private fun messages(record: TakenRecord): TakenRecord {
    val events =
        (StrictJson.parse(record.data.bytes.decodeToString()) as? JsonObject)?.get("logEvents") as? JsonArray
            ?: return record
    val text = events.filterIsInstance<JsonObject>().joinToString("") { it.text("message").orEmpty() + "\n" }
    return record.copy(data = Blob(text.encodeToByteArray()))
}

/** The documents that a record has one behind the other. */
private fun parts(record: TakenRecord): List<TakenRecord> {
    val text = record.data.bytes.decodeToString()
    val documents = ArrayList<String>()
    var depth = 0
    var start = 0
    var isInText = false
    text.forEachIndexed { i, char ->
        when {
            isInText -> if (char == '"' && !isEscaped(text, i)) isInText = false
            char == '"' -> isInText = true
            char == '{' -> if (depth++ == 0) start = i
            char == '}' -> if (--depth == 0) documents += text.substring(start, i + 1)
        }
    }
    return if (documents.isEmpty()) {
        listOf(record)
    } else {
        documents.map {
            record.copy(data = Blob(it.encodeToByteArray()))
        }
    }
}

private fun isEscaped(
    text: String,
    at: Int,
): Boolean = (at - 1 downTo 0).takeWhile { text[it] == '\\' }.count() % 2 == 1
