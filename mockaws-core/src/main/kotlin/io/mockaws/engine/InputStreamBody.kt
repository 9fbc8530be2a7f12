package io.mockaws.engine

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import java.io.InputStream

/** A body that blocks its reader, who must be a thread that may be blocked. Can be opened once. */
internal class InputStreamBody(
    private val stream: InputStream,
    override val contentLength: Long?,
) : HttpBody {
    override suspend fun open(): ByteSource =
        object : ByteSource {
            override suspend fun read(
                buffer: ByteArray,
                offset: Int,
                length: Int,
            ): Int = stream.read(buffer, offset, length)

            override fun close() = stream.close()
        }
}
