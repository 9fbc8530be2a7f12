package io.mockaws.engine

import io.mockaws.wire.ErrorShape
import kotlinx.serialization.serializer

/**
 * An error that AWS would answer. Handlers throw it and nothing else on purpose; each service makes its own in
 * `<Name>Faults.kt`, one factory each. It is an answer, not an accident, and so has no stack trace.
 */
internal class AwsFault(
    val error: ErrorShape,
    cause: Throwable? = null,
) : RuntimeException("${error.code}: ${error.message}", cause, false, false) {
    constructor(code: String, message: String?, status: Int = ErrorShape.OF_MODEL, queryCode: String = code) :
        this(ErrorShape(code, message, status, queryCode))

    companion object {
        /** A fault with members beside its message. */
        inline fun <reified T : Any> with(
            code: String,
            message: String?,
            detail: T,
            status: Int = ErrorShape.OF_MODEL,
        ): AwsFault = AwsFault(ErrorShape(code, message, status, code, ErrorShape.Detail(serializer<T>(), detail)))
    }
}
