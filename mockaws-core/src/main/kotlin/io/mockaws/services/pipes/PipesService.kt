package io.mockaws.services.pipes

import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.pipes.op.createPipe
import io.mockaws.services.pipes.op.deletePipe
import io.mockaws.services.pipes.op.describePipe
import io.mockaws.services.pipes.op.listPipes
import io.mockaws.services.pipes.op.listTagsForResource
import io.mockaws.services.pipes.op.startPipe
import io.mockaws.services.pipes.op.stopPipe
import io.mockaws.services.pipes.op.tagResource
import io.mockaws.services.pipes.op.untagResource
import io.mockaws.services.pipes.op.updatePipe
import io.mockaws.services.pipes.pipe.PipesCall
import io.mockaws.services.pipes.pipe.PipesState
import io.mockaws.services.pipes.run.Readers
import io.mockaws.services.pipes.run.work
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon EventBridge Pipes: from queues and streams, by way of filters and functions, to targets.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/Welcome.html
 */
internal object PipesService : Service<PipesState>(
    ServiceShapes.of("pipes"),
    listOf(Protocols.RestJson1),
    StateKind(StateKind.Scope.REGIONAL, PipesState::create, PipesState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.JSON

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: PipesState,
        world: World,
    ): Instant? = state.nextRead(world, Readers.of(world)::isBusy)?.second?.due

    override suspend fun runDue(call: PipesCall) = call.work()

    override fun operation(name: String): Operation<PipesState, *, *>? =
        when (name) {
            "CreatePipe" -> operationByMembers("pipes", name, ::createPipe)
            "DeletePipe" -> operation(name, ::deletePipe)
            "DescribePipe" -> operationByMembers("pipes", name, ::describePipe)
            "ListPipes" -> operation(name, ::listPipes)
            "ListTagsForResource" -> operation(name, ::listTagsForResource)
            "StartPipe" -> operation(name, ::startPipe)
            "StopPipe" -> operation(name, ::stopPipe)
            "TagResource" -> operation(name, ::tagResource)
            "UntagResource" -> operation(name, ::untagResource)
            "UpdatePipe" -> operationByMembers("pipes", name, ::updatePipe)
            else -> null
        }
}
