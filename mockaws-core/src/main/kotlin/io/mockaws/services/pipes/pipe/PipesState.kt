package io.mockaws.services.pipes.pipe

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.engine.World
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.kit.stream.DueReading
import io.mockaws.kit.stream.ReadingProgress

/** The context that works on pipes. */
internal typealias PipesCall = CallContext<PipesState>

/** Pipes by name. */
internal val PIPES: Table<Pipe> = Table("pipe", Pipe.serializer())

/** How far they have come in what they read, by [ReadingProgress.key]. */
internal val PROGRESS: Table<ReadingProgress> = Table("reading", ReadingProgress.serializer())

/** The pipes of one account and region. */
internal class PipesState private constructor(
    tables: Tables,
) : TableState<PipesState>(tables) {
    constructor() : this(Tables.EMPTY)

    /** The pipe that has something to read first; null where none has. */
    fun nextRead(
        world: World,
        isBusy: (String) -> Boolean,
    ): Pair<Pipe, DueReading>? {
        val tables = now
        return tables[PIPES].values.filter { it.isRunning }.mapNotNull { pipe ->
            val arn = pipe.sourceArn ?: return@mapNotNull null
            DueReading.first(arn, pipe.rules, world, { isBusy(ReadingProgress.keyOf(pipe.name, it)) }) {
                tables[PROGRESS][ReadingProgress.keyOf(pipe.name, it)]
            }?.let { pipe to it }
        }.minWithOrNull(compareBy({ it.second.due }, { it.first.name }))
    }

    override fun with(tables: Tables): PipesState = PipesState(tables)

    override fun things(): Sequence<Thing> = now[PIPES].values.asSequence().map {
        Thing("pipe", it.name, listOf(it.arn))
    }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): PipesState = PipesState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): PipesState = PipesState(Tables.read(entries, PIPES, PROGRESS))
    }
}

/** @throws io.mockaws.engine.AwsFault where there is none */
internal fun PipesCall.pipe(name: String): Pipe = state.now[PIPES][name] ?: throw PipesFaults.noPipe(name)
