package io.mockaws.wire

import java.util.Base64

/** S3's second id of a request, 76 characters that mean nothing to the caller. */
internal object HostId {
    private const val BYTES = 56

    fun of(requestId: String): String =
        Base64.getEncoder().encodeToString((requestId + requestId.reversed()).take(BYTES).encodeToByteArray())
}
