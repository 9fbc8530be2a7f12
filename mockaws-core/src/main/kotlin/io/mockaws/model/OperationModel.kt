package io.mockaws.model

import io.mockaws.wire.HttpTrait

/** An operation as AWS's model states it. */
internal class OperationModel(
    val name: String,
    /** Method, path and status in REST protocols; null in others. */
    val http: HttpTrait?,
    /** How its answer is cut into pages; null where it is not. */
    val paging: PagingModel?,
    private val flags: String,
    private val shapes: Shapes,
) {
    /** The names of the shapes that it refers to, and what finds them: they are read when they are asked for. */
    class Shapes(
        val input: String?,
        val output: String?,
        val errors: List<String>,
        val find: (String) -> ShapeModel,
    )

    /** Whether it has an input at all, be it an empty one. */
    val hasInput: Boolean get() = shapes.input != null
    val hasOutput: Boolean get() = shapes.output != null
    val input: StructureModel by lazy(LazyThreadSafetyMode.PUBLICATION) { structure(shapes.input) }
    val output: StructureModel by lazy(LazyThreadSafetyMode.PUBLICATION) { structure(shapes.output) }

    /** The shapes of its errors. */
    val errors: List<StructureModel> by lazy(LazyThreadSafetyMode.PUBLICATION) { shapes.errors.map(::structure) }

    private fun structure(name: String?) = name?.let { shapes.find(it) as StructureModel } ?: StructureModel.EMPTY

    /** Whether the output's one member is the root of the document itself (`s3UnwrappedXmlOutput`). */
    val isUnwrapped: Boolean get() = 'x' in flags

    override fun toString(): String = name
}

/** Members that page: of the input [inputTokens] and [limit], of the output [outputTokens] and [result]. Paths may have dots. */
internal class PagingModel(
    val inputTokens: List<String>,
    val outputTokens: List<String>,
    val result: List<String>,
    val limit: String?,
)
