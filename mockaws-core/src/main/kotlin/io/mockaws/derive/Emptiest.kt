package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.Blob
import kotlin.time.Instant

/** The output that says least: required members, empty or zero. What a lenient mock answers where no model tells more. */
internal class Emptiest(
    private val now: Instant,
) {
    fun of(shape: StructureModel): Map<String, Any?> = structure(shape, DEEPEST)

    private fun structure(
        shape: StructureModel,
        depth: Int,
    ): Map<String, Any?> {
        val needed = shape.members.filter {
            it.isRequired
        }.ifEmpty { if (shape.isUnion) shape.members.take(1) else emptyList() }
        return needed.mapNotNull { member -> value(member.target, depth)?.let { member.name to it } }.toMap()
    }

    private fun value(
        shape: ShapeModel,
        depth: Int,
    ): Any? =
        when (shape) {
            is ListModel -> emptyList<Any>()
            is MapModel -> emptyMap<String, Any>()
            is StructureModel -> if (depth > 0 && !shape.isEventStream) structure(shape, depth - 1) else null
            is ScalarModel -> scalar(shape)
        }

    private fun scalar(shape: ScalarModel): Any? =
        when (shape.kind) {
            ScalarKind.STRING -> shape.values.firstOrNull().orEmpty()
            ScalarKind.BOOLEAN -> false
            ScalarKind.TIMESTAMP -> now
            ScalarKind.BLOB -> if (shape.isStreaming) null else Blob(ByteArray(0))
            ScalarKind.DOCUMENT -> emptyMap<String, Any>()
            else -> Coercion.to(shape, shape.range?.min ?: 0L)
        }

    private companion object {
        const val DEEPEST = 4
    }
}
