package io.mockaws.ktor.transport

import java.io.IOException

/**
 * A request that is not HTTP as it should be, or too much of it. An [IOException], because whoever reads the body of a
 * request that turns out to be one is to give it up, as when its sender is gone.
 */
internal class Refusal(
    val status: Int,
    /** As AWS calls it. */
    val code: String,
    message: String,
    /** What was understood of the head, from which the client's protocol is told. */
    val understood: List<String> = emptyList(),
) : IOException(message) {
    companion object {
        fun badRequest(reason: String) = Refusal(400, "BadRequest", "The request cannot be parsed as HTTP: $reason.")

        fun headTooLarge() =
            Refusal(
                431,
                "RequestHeaderSectionTooLarge",
                "Your request header section exceeds the maximum allowed size.",
            )

        fun tooSlow(status: Int = 400) =
            Refusal(
                status,
                "RequestTimeout",
                "Your socket connection to the server was not read from or written to within the timeout period.",
            )

        fun notImplemented(header: String) =
            Refusal(
                501,
                "NotImplemented",
                "A header you provided implies functionality that is not implemented: $header.",
            )
    }
}
