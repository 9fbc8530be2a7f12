package io.mockaws.services.lambda.run

import io.mockaws.engine.World
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.mapping.MappingProgress
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.mappings
import io.mockaws.services.lambda.state.progress
import io.mockaws.services.lambda.state.put
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** When the first of the mappings has something to read; null where none has. */
internal fun LambdaState.nextRead(world: World): Pair<EventSourceMapping, Instant>? {
    val mappings = now.mappings
    if (mappings.isEmpty()) return null
    return mappings.values.mapNotNull { mapping -> dueOf(mapping, world)?.let { mapping to it } }
        .minWithOrNull(compareBy({ it.second }, { it.first.uuid }))
}

private fun LambdaState.dueOf(
    mapping: EventSourceMapping,
    world: World,
): Instant? {
    if (!mapping.isEnabled || FunctionRunner.of(world).isReading(mapping.uuid)) return null
    if (mapping.isKafka) return if (hasFunction(mapping.functionArn)) topicsDue(mapping, world) else null
    val arn = mapping.eventSourceArn?.let { Arn.parse(it) } ?: return null
    val source = world.links.deliveries.source(arn) ?: return null
    if (!hasFunction(mapping.functionArn)) return null
    val progress = now.progress[mapping.uuid] ?: MappingProgress(mapping.uuid)
    val times = source.arrivals(arn, progress.position, mapping.batchSize, world)
    val first = times.firstOrNull() ?: return null
    val isWhole = times.size >= mapping.batchSize || progress.attempts > 0 || progress.until != null
    val due = if (isWhole) minOf(times.last(), first + mapping.window.seconds) else first + mapping.window.seconds
    return progress.notBefore?.let { maxOf(it, due) } ?: due
}

private fun LambdaState.hasFunction(arn: String): Boolean {
    val (name, qualifier) = nameOf(arn)
    return now.functions[name]?.versionOf(qualifier) != null
}

/** The function's name, and its version or alias. */
internal fun nameOf(functionArn: String): Pair<String, String?> {
    val parts = functionArn.substringAfter(":function:").split(':')
    return parts[0] to parts.getOrNull(1)
}

/** Reads what is due for [mapping], and has the function handle it. */
internal suspend fun LambdaCall.runMapping(mapping: EventSourceMapping) {
    val runner = FunctionRunner.of(world)
    when {
        mapping.isStream -> runner.reading(mapping.uuid) { readStream(mapping) }
        mapping.isKafka -> runner.reading(mapping.uuid) { readTopics(mapping) }
        else -> readQueue(mapping)
    }
}

internal fun LambdaCall.progressOf(mapping: EventSourceMapping): MappingProgress =
    state.now.progress[mapping.uuid] ?: MappingProgress(mapping.uuid)

/** Notes how far [mapping] has come, if it is still there. */
internal fun LambdaCall.note(
    mapping: EventSourceMapping,
    result: String?,
    change: (MappingProgress) -> MappingProgress,
) = state.write {
    val there = mappings[mapping.uuid] ?: return@write
    put(change(progress[mapping.uuid] ?: MappingProgress(mapping.uuid)))
    if (result != null && there.lastResult != result && (there.isStream || there.isKafka)) put(there.copy(lastResult = result))
}

/** A second, two, four, and at most a minute. */
internal fun backoff(before: Int): Duration = minOf(1.seconds * (1 shl minOf(before, DOUBLINGS)), 1.minutes)

/** Runs the function of [mapping] with [event]. */
internal suspend fun LambdaCall.invokeMapped(
    mapping: EventSourceMapping,
    event: String,
    requestId: String,
): InvocationOutcome? {
    val (name, qualifier) = nameOf(mapping.functionArn)
    val function = state.now.functions[name] ?: return null
    val version = chosenVersion(function, qualifier) ?: return null
    return FunctionRunner.of(world).run(InvocationOrder(this, function, version, qualifier, event, requestId))
}

private const val DOUBLINGS = 6

/** The ARN of the function of [mapping], as records of failures name it. */
internal fun LambdaCall.functionArnOf(mapping: EventSourceMapping): String {
    val (name, qualifier) = nameOf(mapping.functionArn)
    return FunctionName.arnOf(name, place, qualifier)
}
