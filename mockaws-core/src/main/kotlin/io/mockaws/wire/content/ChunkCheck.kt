package io.mockaws.wire.content

import io.mockaws.wire.http.Headers

/** Sees the chunks of a body go by, and refuses them by throwing. */
internal interface ChunkCheck {
    /** A chunk begins; [extension] is what stands behind its size: `chunk-signature=...`. */
    fun begins(extension: String)

    /** A part of the chunk's content. */
    fun holds(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    )

    /** The chunk ends; the last one has no content. */
    fun ends()

    /** What came behind the last chunk. */
    fun trailers(fields: Headers)
}
