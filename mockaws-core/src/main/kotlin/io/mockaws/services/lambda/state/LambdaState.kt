package io.mockaws.services.lambda.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.services.lambda.async.QueuedInvocation
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.layer.LayerRecord
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.wire.Blob
import kotlin.time.Instant

private val FUNCTIONS = Table("function", LambdaFunction.serializer())
private val LAYERS = Table("layer", LayerRecord.serializer())
private val MAPPINGS = Table("mapping", EventSourceMapping.serializer())
private val PROGRESS = Table("progress", ReadingProgress.serializer())
private val QUEUED = Table("queued", QueuedInvocation.serializer())
private val CODE = Table("code", Blob.serializer())

/** The functions, layers and event source mappings of one account and region. */
internal class LambdaState private constructor(
    tables: Tables,
) : TableState<LambdaState>(tables) {
    /** What [nextQueued] was worked out from, and what it was. */
    @Volatile
    private var due: Pair<Tables, Instant?>? = null

    /** When the next asynchronous invocation is to run. */
    val nextQueued: Instant?
        get() {
            val now = now
            val known = due
            if (known != null && known.first === now) return known.second
            return now.queued.values.minOfOrNull { it.due }.also { due = now to it }
        }

    override fun with(tables: Tables): LambdaState = LambdaState(tables)

    companion object {
        val KIND: StateKind<LambdaState> =
            StateKind(
                StateKind.Scope.REGIONAL,
                { _: Place -> LambdaState(Tables.EMPTY) },
                { _: Place, entries: StoredEntries ->
                    LambdaState(Tables.read(entries, FUNCTIONS, LAYERS, MAPPINGS, PROGRESS, QUEUED, CODE))
                },
            )
    }
}

internal typealias LambdaCall = CallContext<LambdaState>

/** All functions by name. */
internal val Tables.functions: Map<String, LambdaFunction> get() = this[FUNCTIONS]

/** All layers by name. */
internal val Tables.layers: Map<String, LayerRecord> get() = this[LAYERS]

/** All event source mappings by UUID. */
internal val Tables.mappings: Map<String, EventSourceMapping> get() = this[MAPPINGS]

/** How far mappings have come in the shards that they read, by [ReadingProgress.key]. */
internal val Tables.progress: Map<String, ReadingProgress> get() = this[PROGRESS]

/** Asynchronous invocations that wait, by number. */
internal val Tables.queued: Map<String, QueuedInvocation> get() = this[QUEUED]

/** What was uploaded, zipped, by its SHA-256 as the API shows it. */
internal val Tables.code: Map<String, Blob> get() = this[CODE]

internal fun TableWriter.put(function: LambdaFunction) {
    this[FUNCTIONS, function.name] = function
}

/** Removes [function] and what code only it has. */
internal fun TableWriter.remove(function: LambdaFunction) {
    remove(FUNCTIONS, function.name)
    removeUnusedCode(function.versions.map { it.codeSha256 })
}

internal fun TableWriter.put(layer: LayerRecord) {
    this[LAYERS, layer.name] = layer
}

internal fun TableWriter.put(mapping: EventSourceMapping) {
    this[MAPPINGS, mapping.uuid] = mapping
}

internal fun TableWriter.remove(mapping: EventSourceMapping) {
    remove(MAPPINGS, mapping.uuid)
    progress.values.filter { it.reader == mapping.uuid }.forEach { remove(PROGRESS, it.key) }
}

internal fun TableWriter.put(progress: ReadingProgress) {
    this[PROGRESS, progress.key] = progress
}

internal fun TableWriter.put(invocation: QueuedInvocation) {
    this[QUEUED, "${invocation.number}"] = invocation
}

internal fun TableWriter.remove(invocation: QueuedInvocation) = remove(QUEUED, "${invocation.number}")

internal fun TableWriter.putCode(
    sha256: String,
    zip: Blob,
) {
    if (sha256 !in code) this[CODE, sha256] = zip
}

/** Removes those of [sha256s] that no function and no layer has any more. */
internal fun TableWriter.removeUnusedCode(sha256s: List<String>) {
    val candidates = sha256s.filter { it in code }.toSet()
    if (candidates.isEmpty()) return
    val used =
        functions.values.flatMap { function -> function.versions.map { it.codeSha256 } } +
            layers.values.flatMap { layer -> layer.versions.map { it.codeSha256 } }
    (candidates - used.toSet()).forEach { remove(CODE, it) }
}
