package io.mockaws.services.firehose.op

import io.mockaws.engine.delivery.StreamSource
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.kit.part
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.PROGRESS
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.services.firehose.state.removeAll
import io.mockaws.services.firehose.state.stream
import io.mockaws.services.firehose.state.update
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.Destinations
import io.mockaws.services.firehose.stream.Encryption
import io.mockaws.services.firehose.stream.FirehoseFaults
import io.mockaws.services.firehose.stream.FirehoseLimits
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class DeleteDeliveryStreamInput(
    val deliveryStreamName: String,
)

@Serializable
internal data class ListDeliveryStreamsInput(
    val limit: Int? = null,
    val deliveryStreamType: String? = null,
    val exclusiveStartDeliveryStreamName: String? = null,
)

@Serializable
internal data class ListDeliveryStreamsOutput(
    val deliveryStreamNames: List<String>,
    val hasMoreDeliveryStreams: Boolean,
)

/**
 * A stream takes records as soon as this returns.
 *
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 */
internal fun createDeliveryStream(
    request: Map<String, Any?>,
    call: FirehoseCall,
): Map<String, Any?> {
    val said = jsonOf(request.filterValues { it != null }) as JsonObject
    val name = said.text("DeliveryStreamName").orEmpty()
    val kind = kindIn(said, "DestinationConfiguration")
    val configuration = said.part("${kind}DestinationConfiguration")!!
    val destination = Destinations.described(kind, configuration)
    Destinations.check(kind, destination)
    val type = said.text("DeliveryStreamType") ?: DeliveryStream.DIRECT
    val source = said.part("KinesisStreamSourceConfiguration")
    if (source != null && type != DeliveryStream.FROM_KINESIS) throw FirehoseFaults.noKinesisSource()
    val tags = tagsIn(said["Tags"] as? JsonArray)
    checkTags(emptyMap(), tags)
    val made =
        DeliveryStream(
            name,
            call.arn("firehose", "deliverystream/$name"),
            type,
            call.now(),
            kind = kind,
            destination = destination,
            accessKey = configuration.part("EndpointConfiguration")?.text("AccessKey"),
            source = source,
            encryption = said.part("DeliveryStreamEncryptionConfigurationInput")?.let { call.encryption(it) },
            tags = tags.toMap(),
        )
    val starts = call.startsOf(made)
    call.state.write {
        if (name in this[STREAMS]) throw FirehoseFaults.streamExists(name, call.account)
        val most = FirehoseLimits.streams(call.region)
        if (this[STREAMS].size >= most) throw FirehoseFaults.tooManyStreams(most)
        this[STREAMS, name] = made
        starts.forEach { this[PROGRESS, it.key] = it }
    }
    return mapOf("DeliveryStreamARN" to made.arn)
}

/** Where the shards of its source are read from: what comes from now on. */
private fun FirehoseCall.startsOf(stream: DeliveryStream): List<ReadingProgress> {
    val arn = stream.sourceArn?.let { Arn.parse(it) } ?: return emptyList()
    val source = world.links.deliveries.source(arn) as? StreamSource ?: return emptyList()
    return source.shards(arn, world).map {
        ReadingProgress(stream.name, it.id, source.position(arn, it.id, null, world))
    }
}

/** The sort of the one destination that [said] has, whose member ends in [ending]. */
internal fun kindIn(
    said: JsonObject,
    ending: String,
): String =
    Destinations.KINDS.filter { said["$it$ending"] is JsonObject }.singleOrNull()
        ?: throw FirehoseFaults.oneDestination()

/** What [said] of the key means. */
internal fun FirehoseCall.encryption(said: JsonObject): Encryption {
    val keyArn = said.text("KeyARN")
    val keyType = said.text("KeyType") ?: "AWS_OWNED_CMK"
    if (keyType == "CUSTOMER_MANAGED_CMK") {
        if (keyArn == null) {
            throw FirehoseFaults.invalid("KeyARN must be provided for a key of type CUSTOMER_MANAGED_CMK.")
        }
        try {
            world.keys.checkUsable(world.keys.arnOf(keyArn, place))
        } catch (refusal: KeyRefusal) {
            throw FirehoseFaults.keyRefused(refusal)
        }
    }
    return Encryption(keyType, keyArn, "ENABLED")
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeleteDeliveryStream.html */
internal fun deleteDeliveryStream(
    request: DeleteDeliveryStreamInput,
    call: FirehoseCall,
) {
    val stream = call.stream(request.deliveryStreamName)
    call.state.write { removeAll(stream) }
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html */
internal fun describeDeliveryStream(
    request: Map<String, Any?>,
    call: FirehoseCall,
): Map<String, Any?> {
    val stream = call.stream(request["DeliveryStreamName"].toString())
    return mapOf("DeliveryStreamDescription" to described(stream))
}

private fun described(stream: DeliveryStream): Map<String, Any?> {
    val destination =
        buildMap<String, Any?> {
            put("DestinationId", DESTINATION)
            put("${stream.kind}DestinationDescription", membersOf(stream.destination))
            // AWS tells who does not know the newer of the two.
            if (stream.kind == "ExtendedS3") {
                put("S3DestinationDescription", membersOf(Destinations.described("S3", stream.destination)))
            }
        }
    val source =
        stream.source?.let {
            val shown = membersOf(it) + ("DeliveryStartTimestamp" to stream.createdAt)
            mapOf("KinesisStreamSourceDescription" to shown)
        }
    return mapOf(
        "DeliveryStreamName" to stream.name,
        "DeliveryStreamARN" to stream.arn,
        "DeliveryStreamStatus" to "ACTIVE",
        "DeliveryStreamEncryptionConfiguration" to shown(stream.encryption),
        "DeliveryStreamType" to stream.type,
        "VersionId" to "${stream.version}",
        "CreateTimestamp" to stream.createdAt,
        "LastUpdateTimestamp" to stream.updatedAt,
        "Source" to source,
        "Destinations" to listOf(destination),
        "HasMoreDestinations" to false,
    ).filterValues { it != null }
}

private fun shown(encryption: Encryption?): Map<String, Any?>? =
    encryption?.let {
        if (it.status != "ENABLED") return mapOf("Status" to it.status)
        mapOf("KeyType" to it.keyType, "KeyARN" to it.keyArn, "Status" to it.status)
            .filterValues { value -> value != null }
    }

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
internal fun listDeliveryStreams(
    request: ListDeliveryStreamsInput,
    call: FirehoseCall,
): ListDeliveryStreamsOutput {
    val after = request.exclusiveStartDeliveryStreamName
    val type = request.deliveryStreamType
    val rest =
        call.state.now[STREAMS].values.filter { type == null || it.type == type }.map { it.name }.sorted()
            .filter { after == null || it > after }
    val page = rest.take(request.limit ?: FirehoseLimits.PAGE)
    return ListDeliveryStreamsOutput(page, page.size < rest.size)
}

/**
 * What is not said stays as it was.
 *
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html
 */
internal fun updateDestination(
    request: Map<String, Any?>,
    call: FirehoseCall,
): Map<String, Any?> {
    val said = jsonOf(request.filterValues { it != null }) as JsonObject
    val name = said.text("DeliveryStreamName").orEmpty()
    call.stream(name)
    val kind = kindIn(said, "DestinationUpdate")
    val change = said.part("${kind}DestinationUpdate")!!
    val id = said.text("DestinationId").orEmpty()
    val version = said.text("CurrentDeliveryStreamVersionId").orEmpty()
    call.update(name) { stream ->
        if (id != DESTINATION) throw FirehoseFaults.noDestination(id)
        if (kind != stream.kind && !(stream.isToS3 && kind.endsWith("S3"))) {
            throw FirehoseFaults.otherKind(if (stream.kind == "HttpEndpoint") stream.kind else kind)
        }
        if (version != "${stream.version}") throw FirehoseFaults.otherVersion(name, stream.version, version)
        val whole = if (kind == "S3" && stream.kind == "ExtendedS3") stream.kind else kind
        val destination = Destinations.described(whole, changed(whole, stream.destination, change))
        Destinations.check(whole, destination)
        stream.copy(
            kind = whole,
            destination = destination,
            accessKey = change.part("EndpointConfiguration")?.text("AccessKey") ?: stream.accessKey,
            version = stream.version + 1,
            updatedAt = call.now(),
        )
    }
    return emptyMap()
}

/** [before] with [change] laid over it, also part by part. */
private fun changed(
    kind: String,
    before: JsonObject,
    change: JsonObject,
): JsonObject {
    val parts =
        PARTS.filterKeys { it in change }.map { (said, name) ->
            name to JsonObject(before.part(name).orEmpty() + change.part(said).orEmpty())
        }
    return JsonObject(before + Destinations.described(kind, change).filterKeys { it in change } + parts)
}

/** Parts of changes, and what they are called in descriptions. */
private val PARTS = mapOf("S3Update" to "S3DestinationDescription", "S3BackupUpdate" to "S3BackupDescription")

private const val DESTINATION = "destinationId-000000000001"
