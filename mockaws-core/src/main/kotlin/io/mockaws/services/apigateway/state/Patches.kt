package io.mockaws.services.apigateway.state

import io.mockaws.engine.AwsFault
import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel

/** One `op` of an update: what becomes of the value at a path. */
internal class PatchOperation(
    val op: String,
    val path: String?,
    val value: String?,
    val from: String?,
) {
    /** `/requestTemplates/application~1json` as its parts, which may have slashes. */
    val steps: List<String> get() = stepsOf(path)

    companion object {
        fun stepsOf(path: String?): List<String> =
            path.orEmpty().removePrefix("/").split('/').map { it.replace("~1", "/").replace("~0", "~") }

        /** Those of [input]. */
        fun of(input: Members): List<PatchOperation> =
            (input["patchOperations"] as? List<*>).orEmpty().map {
                @Suppress("UNCHECKED_CAST")
                val members = it as Members
                PatchOperation(
                    members.text("op").orEmpty(),
                    members.text("path"),
                    members.text("value"),
                    members.text("from"),
                )
            }
    }
}

/**
 * Applies patch operations to the members of [shape], which says what can be where and of what type it is.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 *
 * @param refuse what is said to a path that the shape does not have
 */
internal class Patches(
    private val shape: StructureModel,
    private val refuse: (PatchOperation) -> AwsFault = { ApiFaults.badPath(it.path) },
) {
    fun apply(
        members: Members,
        operations: List<PatchOperation>,
    ): Members = operations.fold(members) { now, operation -> apply(now, operation) }

    fun apply(
        members: Members,
        operation: PatchOperation,
    ): Members {
        if (operation.path.isNullOrEmpty()) throw refuse(operation)
        val copied =
            if (operation.op == "copy" || operation.op == "move") valueAt(members, operation) else null
        return inStructure(members, shape, Step(operation, operation.steps, copied))
    }

    private class Step(
        val operation: PatchOperation,
        val left: List<String>,
        /** In place of the operation's own value, where it is copied from elsewhere. */
        val copied: Any?,
    ) {
        val next: String get() = left.first()
        val isLast: Boolean get() = left.isEmpty()
        val removes: Boolean get() = operation.op == "remove"

        fun further() = Step(operation, left.drop(1), copied)
    }

    private fun valueAt(
        members: Members,
        operation: PatchOperation,
    ): Any? =
        PatchOperation.stepsOf(operation.from).fold(members as Any?) { at, name -> (at as? Map<*, *>)?.get(name) }

    private fun inStructure(
        members: Members,
        model: StructureModel,
        step: Step,
    ): Members {
        val member = model.member(step.next) ?: throw refuse(step.operation)
        return members.with(member.name, changed(members[member.name], member.target, step.further()))
    }

    @Suppress("UNCHECKED_CAST")
    private fun changed(
        now: Any?,
        model: ShapeModel,
        step: Step,
    ): Any? {
        if (step.isLast && step.copied != null) return step.copied
        return when (model) {
            is StructureModel -> {
                if (!step.isLast) return inStructure(now as? Members ?: emptyMap(), model, step)
                if (step.removes) null else throw refuse(step.operation)
            }

            is MapModel -> inMap(now as? Members ?: emptyMap(), model, step)

            is ListModel -> inList((now as? List<*>).orEmpty(), step)

            is ScalarModel -> {
                if (!step.isLast) throw refuse(step.operation)
                if (step.removes) null else valueOf(step.operation.value, model, step.operation)
            }
        }
    }

    private fun inMap(
        now: Members,
        model: MapModel,
        step: Step,
    ): Members? {
        if (step.isLast) return if (step.removes) null else throw refuse(step.operation)
        val isLeaf = model.value is ScalarModel
        if (isLeaf && step.left.size > 1) throw refuse(step.operation)
        if (step.left.size == 1 && step.removes) return (now - step.next).ifEmpty { null }
        return now + (step.next to changed(now[step.next], model.value, step.further()))
    }

    private fun inList(
        now: List<*>,
        step: Step,
    ): List<*> {
        if (step.isLast) throw refuse(step.operation)
        val element = step.next
        return when (step.operation.op) {
            "remove" -> now - element
            "replace" -> now - element + (step.operation.value ?: element)
            else -> if (element in now) now else now + element
        }
    }

    private fun valueOf(
        text: String?,
        model: ScalarModel,
        operation: PatchOperation,
    ): Any? =
        when (model.kind) {
            ScalarKind.BOOLEAN -> text.equals("true", ignoreCase = true)
            ScalarKind.INTEGER -> text?.takeIf { it.isNotEmpty() }?.let { it.toIntOrNull() ?: throw refuse(operation) }
            ScalarKind.LONG -> text?.let { it.toLongOrNull() ?: throw refuse(operation) }
            ScalarKind.DOUBLE -> text?.let { it.toDoubleOrNull() ?: throw refuse(operation) }
            else -> text
        }
}
