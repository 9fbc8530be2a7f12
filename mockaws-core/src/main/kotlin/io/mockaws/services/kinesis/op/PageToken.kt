package io.mockaws.services.kinesis.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import java.util.Base64
import kotlin.time.Instant

/** Where a list goes on; it says by itself of what the list is, and is good for five minutes. */
@Serializable
internal data class PageToken(
    val issuedAt: Instant,
    /** The last thing that was shown. */
    val last: String,
    val stream: String? = null,
    val createdAt: Instant? = null,
    val filter: ShardFilter? = null,
) {
    val text: String get() = Base64.getEncoder().encodeToString(Json.encodeToString(this).encodeToByteArray())

    companion object {
        /** @throws AwsFault for what is none, and for one that is too old */
        fun parse(
            text: String,
            now: Instant,
        ): PageToken {
            val token =
                try {
                    Json.decodeFromString<PageToken>(Base64.getDecoder().decode(text).decodeToString())
                } catch (_: IllegalArgumentException) {
                    throw KinesisFaults.badToken()
                }
            if (now - token.issuedAt > KinesisLimits.tokenAge) throw KinesisFaults.expiredToken()
            return token
        }
    }
}
