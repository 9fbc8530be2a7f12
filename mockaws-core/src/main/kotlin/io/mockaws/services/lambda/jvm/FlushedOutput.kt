package io.mockaws.services.lambda.jvm

import java.io.ByteArrayOutputStream

/** The output of a handler, of which [onFlush] gets what is new whenever the handler flushes. */
internal class FlushedOutput(
    private val onFlush: (ByteArray) -> Unit,
) : ByteArrayOutputStream() {
    private var given = 0

    override fun flush() {
        if (count == given) return
        onFlush(buf.copyOfRange(given, count))
        given = count
    }
}
