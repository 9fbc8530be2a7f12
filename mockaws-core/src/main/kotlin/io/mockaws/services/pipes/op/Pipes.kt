package io.mockaws.services.pipes.op

import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Paging
import io.mockaws.kit.arn
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.kit.part
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.RecordFilter
import io.mockaws.kit.text
import io.mockaws.services.pipes.pipe.PIPES
import io.mockaws.services.pipes.pipe.PROGRESS
import io.mockaws.services.pipes.pipe.Pipe
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesFaults
import io.mockaws.services.pipes.pipe.PipesLimits
import io.mockaws.services.pipes.pipe.pipe
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

@Serializable
internal data class PipeRequest(
    val name: String,
)

@Serializable
internal data class PipeResponse(
    val arn: String,
    val name: String,
    val desiredState: String,
    val currentState: String,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
)

@Serializable
internal data class ListPipesRequest(
    val namePrefix: String? = null,
    val desiredState: String? = null,
    val currentState: String? = null,
    val sourcePrefix: String? = null,
    val targetPrefix: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListPipesResponse(
    val pipes: List<ShownPipe>,
    val nextToken: String?,
)

@Serializable
internal data class ShownPipe(
    val name: String,
    val arn: String,
    val desiredState: String,
    val currentState: String,
    val creationTime: Instant,
    val lastModifiedTime: Instant,
    val source: String,
    val target: String,
    val enrichment: String?,
)

/**
 * A pipe runs as soon as this returns, which says that it is being made.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
 */
internal fun createPipe(
    request: Map<String, Any?>,
    call: PipesCall,
): Map<String, Any?> {
    val name = request["Name"].toString()
    val now = call.now()
    val made =
        Pipe(
            name,
            call.arn("pipes", "pipe/$name"),
            request["Source"].toString(),
            request["Target"].toString(),
            (request["Enrichment"] as String?)?.ifEmpty { null },
            request["RoleArn"].toString(),
            request["Description"] as String?,
            request["DesiredState"] != Pipe.STOPPED,
            settingsOf(request),
            startOf(request),
            tagsIn(request["Tags"]),
            now,
            now,
        )
    check(made)
    val starts = call.startsOf(made)
    call.state.write {
        if (name in this[PIPES]) throw PipesFaults.pipeExists(name)
        if (this[PIPES].size >= PipesLimits.PIPES) throw PipesFaults.tooManyPipes()
        this[PIPES, name] = made
        starts.forEach { this[PROGRESS, it.key] = it }
    }
    return shown(made, "CREATING")
}

/**
 * What is not said stays as it was; a structure that is said takes the place of the one before.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
internal fun updatePipe(
    request: Map<String, Any?>,
    call: PipesCall,
): Map<String, Any?> {
    val name = request["Name"].toString()
    val before = call.pipe(name)
    val said = settingsOf(request)
    val source = said.part("SourceParameters")?.let { changed(before.settings.part("SourceParameters"), it) }
    val changed =
        before.copy(
            target = request["Target"] as String? ?: before.target,
            enrichment = (request["Enrichment"] as String? ?: before.enrichment)?.ifEmpty { null },
            roleArn = request["RoleArn"].toString(),
            description = request["Description"] as String? ?: before.description,
            isRunning = (request["DesiredState"] ?: before.state) != Pipe.STOPPED,
            settings = JsonObject(before.settings + said + listOfNotNull(source?.let { "SourceParameters" to it })),
            modifiedAt = call.now(),
        )
    check(changed)
    call.state.write { this[PIPES, name] = changed }
    return shown(changed, "UPDATING")
}

/** Where a stream begins cannot be changed, and is not said again. */
private fun changed(
    before: JsonObject?,
    said: JsonObject,
): JsonObject =
    JsonObject(
        before.orEmpty() +
            said.mapValues { (name, value) ->
                val start = before?.part(name)?.filterKeys { it.startsWith("StartingPosition") }.orEmpty()
                if (value is JsonObject) JsonObject(start + value) else value
            },
    )

private fun settingsOf(request: Map<String, Any?>): JsonObject =
    jsonOf(request.filterKeys { it in SETTINGS }.filterValues { it != null }) as JsonObject

private fun startOf(request: Map<String, Any?>): Instant? =
    ((request["SourceParameters"] as? Map<*, *>)?.get("KinesisStreamParameters") as? Map<*, *>)
        ?.get("StartingPositionTimestamp") as? Instant

private fun check(pipe: Pipe) {
    if (pipe.isStream && pipe.sourceParameters?.text("StartingPosition") == null) {
        throw PipesFaults.validation("StartingPosition must be provided for the source ${pipe.source}.")
    }
    if (!pipe.rules.patterns.all { RecordFilter.isPattern(it) }) throw PipesFaults.validation("Invalid filter pattern.")
    val by = pipe.enrichment
    if (by != null && ENRICHING.none { it in by }) {
        throw PipesFaults.notImplemented("enrich by anything but functions, APIs and API destinations, so not by $by")
    }
}

private fun PipesCall.startsOf(pipe: Pipe): List<ReadingProgress> {
    val arn = pipe.sourceArn ?: return emptyList()
    val source = world.links.deliveries.source(arn) as? StreamSource ?: return emptyList()
    if (pipe.sourceParameters?.text("StartingPosition") == "TRIM_HORIZON") return emptyList()
    return source.shards(arn, world).map {
        ReadingProgress(pipe.name, it.id, source.position(arn, it.id, pipe.startingTimestamp, world))
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html */
internal fun describePipe(
    request: Map<String, Any?>,
    call: PipesCall,
): Map<String, Any?> {
    val pipe = call.pipe(request["Name"].toString())
    val whole =
        membersOf(pipe.settings) + shown(pipe, pipe.state) +
            mapOf(
                "Description" to pipe.description,
                "Source" to pipe.source,
                "Enrichment" to pipe.enrichment,
                "Target" to pipe.target,
                "RoleArn" to pipe.roleArn,
                "Tags" to pipe.tags,
            )
    return whole.filterValues { it != null }
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DeletePipe.html */
internal fun deletePipe(
    request: PipeRequest,
    call: PipesCall,
): PipeResponse {
    val pipe = call.pipe(request.name)
    call.state.write {
        remove(PIPES, pipe.name)
        this[PROGRESS].values.filter { it.reader == pipe.name }.forEach { remove(PROGRESS, it.key) }
    }
    return response(pipe, "DELETING").copy(desiredState = "DELETED")
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html */
internal fun startPipe(
    request: PipeRequest,
    call: PipesCall,
): PipeResponse = call.switch(request.name, isOn = true, "STARTING")

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StopPipe.html */
internal fun stopPipe(
    request: PipeRequest,
    call: PipesCall,
): PipeResponse = call.switch(request.name, isOn = false, "STOPPING")

private fun PipesCall.switch(
    name: String,
    isOn: Boolean,
    onTheWay: String,
): PipeResponse {
    val before = pipe(name)
    if (before.isRunning == isOn) return response(before, before.state)
    val changed = before.copy(isRunning = isOn, modifiedAt = now())
    state.write { this[PIPES, name] = changed }
    return response(changed, onTheWay)
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
internal fun listPipes(
    request: ListPipesRequest,
    call: PipesCall,
): ListPipesResponse {
    val found =
        call.state.now[PIPES].values.sortedBy { it.name }.filter { pipe ->
            pipe.name.startsWith(request.namePrefix.orEmpty()) &&
                pipe.source.startsWith(request.sourcePrefix.orEmpty()) &&
                pipe.target.startsWith(request.targetPrefix.orEmpty()) &&
                listOfNotNull(request.desiredState, request.currentState).all { it == pipe.state }
        }
    val page =
        Paging<Pipe>(request.copy(nextToken = null, limit = null), { it.name }, PipesFaults::badToken)
            .page(found, request.limit ?: PipesLimits.PAGE, request.nextToken)
    val shown =
        page.items.map {
            val times = it.createdAt to it.modifiedAt
            ShownPipe(
                it.name,
                it.arn,
                it.state,
                it.state,
                times.first,
                times.second,
                it.source,
                it.target,
                it.enrichment,
            )
        }
    return ListPipesResponse(shown, page.nextToken)
}

private fun response(
    pipe: Pipe,
    current: String,
) = PipeResponse(pipe.arn, pipe.name, pipe.state, current, pipe.createdAt, pipe.modifiedAt)

private fun shown(
    pipe: Pipe,
    current: String,
): Map<String, Any?> =
    mapOf(
        "Arn" to pipe.arn,
        "Name" to pipe.name,
        "DesiredState" to pipe.state,
        "CurrentState" to current,
        "CreationTime" to pipe.createdAt,
        "LastModifiedTime" to pipe.modifiedAt,
    )

private val SETTINGS =
    setOf("SourceParameters", "EnrichmentParameters", "TargetParameters", "LogConfiguration", "KmsKeyIdentifier")
private val ENRICHING = listOf(":lambda:", ":api-destination/", ":execute-api:")
