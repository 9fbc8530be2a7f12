package io.mockaws.services.lambda.run

import io.mockaws.engine.World
import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.kit.stream.DueReading
import io.mockaws.kit.stream.Lanes
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.mappings
import io.mockaws.services.lambda.state.progress
import io.mockaws.services.lambda.state.put

/** The mapping that has something to read first, and the shard; null where none has. */
internal fun LambdaState.nextRead(world: World): Pair<EventSourceMapping, DueReading>? {
    val mappings = now.mappings
    if (mappings.isEmpty()) return null
    return mappings.values.mapNotNull { mapping -> dueOf(mapping, world)?.let { mapping to it } }
        .minWithOrNull(compareBy({ it.second.due }, { it.first.uuid }))
}

private fun LambdaState.dueOf(
    mapping: EventSourceMapping,
    world: World,
): DueReading? {
    if (!mapping.isEnabled) return null
    if (mapping.isKafka) return if (hasFunction(mapping.functionArn)) topicsDue(mapping, world) else null
    val arn = mapping.eventSourceArn?.let { Arn.parse(it) } ?: return null
    if (!hasFunction(mapping.functionArn)) return null
    val tables = now
    val runner = FunctionRunner.of(world)
    return DueReading.first(arn, mapping.rules, world, { runner.isReading(ReadingProgress.keyOf(mapping.uuid, it)) }) {
        tables.progressOf(mapping, it)
    }
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

/** Reads what is due for [mapping] in [shard], and has the function handle it. */
internal suspend fun LambdaCall.runMapping(
    mapping: EventSourceMapping,
    shard: String,
) {
    val runner = FunctionRunner.of(world)
    when {
        mapping.isStream -> {
            val arn = Arn.parse(mapping.eventSourceArn!!)!!
            runner.reading(ReadingProgress.keyOf(mapping.uuid, shard)) {
                MappedStream(this, mapping, arn, shard).read()
            }
        }

        mapping.isKafka -> runner.reading(mapping.uuid) { readTopics(mapping) }

        else -> MappedQueue(this, mapping, Arn.parse(mapping.eventSourceArn!!)!!).read()
    }
}

internal fun LambdaCall.progressOf(
    mapping: EventSourceMapping,
    shard: String = "",
): ReadingProgress =
    state.now.progressOf(mapping, shard) ?: ReadingProgress(mapping.uuid, shard)

/** How far [mapping] has come in [shard]; a lane that has not begun is where its shard is. */
private fun Tables.progressOf(
    mapping: EventSourceMapping,
    shard: String,
): ReadingProgress? {
    progress[ReadingProgress.keyOf(mapping.uuid, shard)]?.let { return it }
    val whole = Lanes.shardOf(shard)
    if (whole == shard) return null
    return progress[ReadingProgress.keyOf(mapping.uuid, whole)]?.let { ReadingProgress(it.reader, shard, it.position) }
}

/** Notes how far [mapping] has come, if it is still there. */
internal fun LambdaCall.note(
    mapping: EventSourceMapping,
    shard: String,
    result: String?,
    change: (ReadingProgress) -> ReadingProgress,
) = state.write {
    val there = mappings[mapping.uuid] ?: return@write
    put(change(this.progressOf(mapping, shard) ?: ReadingProgress(mapping.uuid, shard)))
    if (result != null && there.lastResult != result &&
        (there.isStream || there.isKafka)
    ) {
        put(there.copy(lastResult = result))
    }
}

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

/** The ARN of the function of [mapping], as records of failures name it. */
internal fun LambdaCall.functionArnOf(mapping: EventSourceMapping): String {
    val (name, qualifier) = nameOf(mapping.functionArn)
    return FunctionName.arnOf(name, place, qualifier)
}
