package io.mockaws.services.firehose.stream

import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.model.Models
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Destinations as they are configured, described and checked. */
internal object Destinations {
    /** The sorts, as the members of the model begin. */
    val KINDS: List<String> =
        listOf(
            "ExtendedS3", "S3", "HttpEndpoint", "Redshift", "Elasticsearch", "Amazonopensearchservice",
            "AmazonOpenSearchServerless", "Splunk", "Snowflake", "Iceberg",
        )

    /** What is described of a destination of [kind] where [said] was configured or changed. */
    fun described(
        kind: String,
        said: JsonObject,
    ): JsonObject {
        val shown = members("${kind}DestinationDescription")
        val renamed =
            said.entries.associate { (name, value) -> (names[name] ?: name) to parts(names[name] ?: name, value) }
                .filterKeys { it in shown }
        return JsonObject(defaults(kind) + renamed)
    }

    private fun parts(
        name: String,
        value: JsonElement,
    ): JsonElement =
        when {
            name in NESTED && value is JsonObject -> JsonObject(S3_DEFAULTS + value)
            name == "EndpointConfiguration" && value is JsonObject -> JsonObject(value - "AccessKey")
            else -> value
        }

    private fun members(shape: String): Set<String> =
        Models.service("firehose").structure(shape)?.members.orEmpty().mapTo(HashSet()) { it.name }

    private fun defaults(kind: String): Map<String, JsonElement> =
        when (kind) {
            "S3" -> S3_DEFAULTS

            "ExtendedS3" -> S3_DEFAULTS + ("S3BackupMode" to JsonPrimitive("Disabled"))

            "HttpEndpoint" ->
                mapOf(
                    "BufferingHints" to HINTS,
                    "RetryOptions" to buildJsonObject { put("DurationInSeconds", FirehoseLimits.HTTP_RETRY) },
                    "S3BackupMode" to JsonPrimitive("FailedDataOnly"),
                )

            else -> emptyMap()
        }

    /** Refuses what AWS does, and what nobody here can do. */
    fun check(
        kind: String,
        destination: JsonObject,
    ) {
        for (s3 in listOfNotNull(destination.takeIf { kind.endsWith("S3") }) +
            NESTED.mapNotNull { destination.part(it) }) {
            checkObjects(s3)
        }
        processors(destination).forEach { checkProcessor(it) }
        if (!isPartitioned(destination)) return
        if ((destination.part("BufferingHints")?.number("SizeInMBs") ?: 0) < FirehoseLimits.PARTITIONED_SIZE) {
            throw FirehoseFaults.invalid(
                "BufferingHints.SizeInMBs must be at least ${FirehoseLimits.PARTITIONED_SIZE} when Dynamic " +
                    "Partitioning is enabled.",
            )
        }
    }

    private fun checkObjects(s3: JsonObject) {
        if (s3.text("CompressionFormat").orEmpty().contains("snappy", ignoreCase = true)) {
            throw FirehoseFaults.notImplemented("compress by Snappy")
        }
        val prefix = s3.text("Prefix").orEmpty()
        PrefixExpression.check(prefix, isForErrors = false)
        PrefixExpression.check(s3.text("ErrorOutputPrefix").orEmpty(), isForErrors = true)
        if ("!{" in prefix && s3.text("ErrorOutputPrefix").isNullOrEmpty()) {
            throw FirehoseFaults.invalid("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.")
        }
    }

    private fun checkProcessor(processor: JsonObject) {
        when (processor.text("Type")) {
            "MetadataExtraction" -> MetadataQuery.parse(parameter(processor, "MetadataExtractionQuery").orEmpty())

            "RecordDeAggregation" ->
                if (parameter(processor, "SubRecordType") != "JSON") {
                    throw FirehoseFaults.notImplemented("take records apart that are delimited")
                }
        }
    }

    /** The processors that are switched on, in order. */
    fun processors(destination: JsonObject): List<JsonObject> {
        val configuration = destination.part("ProcessingConfiguration") ?: return emptyList()
        if (!isEnabled(configuration)) return emptyList()
        return (configuration["Processors"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>()
    }

    /** What [processor] says of [name]. */
    fun parameter(
        processor: JsonObject,
        name: String,
    ): String? =
        (processor["Parameters"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>()
            .firstOrNull { it.text("ParameterName") == name }?.text("ParameterValue")

    /** Whether objects are told apart by what is in records. */
    fun isPartitioned(destination: JsonObject): Boolean =
        destination.part("DynamicPartitioningConfiguration")?.let(::isEnabled) ?: false

    /** Whether records are to become columns, which nobody here does. */
    fun isConverted(destination: JsonObject): Boolean =
        destination.part("DataFormatConversionConfiguration")?.let(::isEnabled) ?: false

    private fun isEnabled(configuration: JsonObject) =
        (configuration["Enabled"] as? JsonPrimitive)?.booleanOrNull ?: false

    private val names =
        mapOf(
            "S3Configuration" to "S3DestinationDescription",
            "S3Update" to "S3DestinationDescription",
            "S3BackupConfiguration" to "S3BackupDescription",
            "S3BackupUpdate" to "S3BackupDescription",
        )
    private val NESTED = listOf("S3DestinationDescription", "S3BackupDescription")
    private val HINTS =
        buildJsonObject {
            put("SizeInMBs", FirehoseLimits.SIZE)
            put("IntervalInSeconds", FirehoseLimits.INTERVAL)
        }
    private val S3_DEFAULTS: Map<String, JsonElement> =
        mapOf(
            "BufferingHints" to HINTS,
            "CompressionFormat" to JsonPrimitive("UNCOMPRESSED"),
            "EncryptionConfiguration" to buildJsonObject { put("NoEncryptionConfig", "NoEncryption") },
            "CloudWatchLoggingOptions" to buildJsonObject { put("Enabled", false) },
        )
}
