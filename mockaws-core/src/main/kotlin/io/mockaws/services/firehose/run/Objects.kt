package io.mockaws.services.firehose.run

import io.mockaws.engine.delivery.store
import io.mockaws.kit.gzip
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.OBJECTS
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.PendingObject
import io.mockaws.services.firehose.stream.PrefixExpression
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.io.ByteArrayOutputStream
import java.time.DateTimeException
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Base64
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** Stores [records] where [s3] says, an object for each prefix that comes of them. */
internal fun FirehoseCall.storeReady(
    stream: DeliveryStream,
    s3: JsonObject,
    records: List<Ready>,
) {
    for ((keys, some) in records.groupBy { it.fromQuery to it.fromLambda }) {
        val values =
            PrefixExpression.Values(
                some.minOf {
                    it.record.at
                },
                zoneOf(s3),
                { ids.alphanumeric(RANDOM) },
                keys.first,
                keys.second
            )
        put(
            stream,
            s3,
            PrefixExpression.evaluate(s3.text("Prefix").orEmpty(), values),
            values.at,
            joined(
                some.map {
                    it.data
                }
            )
        )
    }
}

/** Stores what is known of records that could not be processed. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html */
internal fun FirehoseCall.storeFailed(
    stream: DeliveryStream,
    s3: JsonObject,
    failed: List<Failed>,
    type: String,
) {
    if (failed.isEmpty()) return
    val now = now()
    val lines =
        failed.joinToString("") { one ->
            buildJsonObject {
                put("attemptsMade", one.attempts)
                put("arrivalTimestamp", one.record.at.toEpochMilliseconds())
                put("errorCode", one.code)
                put("errorMessage", one.message)
                put("attemptEndingTimestamp", now.toEpochMilliseconds())
                put("rawData", Base64.getEncoder().encodeToString(one.record.data.bytes))
                one.lambdaArn?.let { put("lambdaArn", it) }
            }.toString() + "\n"
        }
    val at = failed.minOf { it.record.at }
    val values = PrefixExpression.Values(at, zoneOf(s3), { ids.alphanumeric(RANDOM) }, errorType = type)
    val said = s3.text("ErrorOutputPrefix")?.takeIf { it.isNotEmpty() } ?: s3.text("Prefix").orEmpty()
    put(stream, s3, PrefixExpression.evaluate(said, values), at, lines.encodeToByteArray())
}

private fun FirehoseCall.put(
    stream: DeliveryStream,
    s3: JsonObject,
    prefix: String,
    at: Instant,
    content: ByteArray,
) {
    val format = s3.text("CompressionFormat")
    val name = "${stream.name}-${stream.version}-${stamp.format(at.toJavaInstant())}-${ids.uuid()}"
    val ending = s3.text("FileExtension") ?: endings[format].orEmpty()
    val now = now()
    val bucket = s3.text("BucketARN").orEmpty().substringAfterLast(':')
    attempt(
        PendingObject(
            ids.nextNumber(),
            stream.name,
            bucket,
            prefix + name + ending,
            Blob(compressed(content, format, name, at)),
            now,
            now
        )
    )
}

/** Stores [pending], or has it tried again: for a day, after which it is lost. */
internal fun FirehoseCall.attempt(pending: PendingObject) {
    val now = now()
    val again = pending.copy(
        due = now + minOf(LONGEST, 5 shl minOf(pending.attempts, DOUBLINGS)).seconds,
        attempts =
        pending.attempts + 1
    )
    // It is put off before anybody is called, so that nobody comes upon it twice.
    state.write { this[OBJECTS, "${pending.number}"] = again }
    val isStored = isTaken { store(pending.bucket, pending.key, pending.content.bytes, SENDER) }
    if (isStored ||
        now - pending.since > FirehoseLimits.S3_RETRY.seconds
    ) {
        state.write { remove(OBJECTS, "${pending.number}") }
    }
}

private fun joined(all: List<ByteArray>): ByteArray = ByteArrayOutputStream().apply {
    all.forEach { write(it) }
}.toByteArray()

private fun compressed(
    content: ByteArray,
    format: String?,
    name: String,
    at: Instant,
): ByteArray {
    if (format == "GZIP") return gzip(content)
    if (format != "ZIP") return content
    val out = ByteArrayOutputStream()
    ZipOutputStream(out).use { zip ->
        zip.putNextEntry(ZipEntry(name).apply { time = at.toEpochMilliseconds() })
        zip.write(content)
        zip.closeEntry()
    }
    return out.toByteArray()
}

private fun zoneOf(s3: JsonObject): ZoneId =
    try {
        s3.text("CustomTimeZone")?.let { ZoneId.of(it) } ?: ZoneOffset.UTC
    } catch (_: DateTimeException) {
        ZoneOffset.UTC
    }

private val endings = mapOf("GZIP" to ".gz", "ZIP" to ".zip")
private val stamp = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC)
private const val RANDOM = 11
private const val LONGEST = 300
private const val DOUBLINGS = 6
