package io.mockaws.engine.signature

import io.mockaws.engine.AwsFault
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** What a service says to a request that is not signed as it should be. Services of one protocol say the same. */
internal interface SignatureFaults {
    fun missing(): AwsFault

    fun unsupported(algorithm: String): AwsFault

    fun twoSignatures(): AwsFault

    fun incompleteHeader(problem: String): AwsFault

    fun incompleteQuery(missing: List<String>): AwsFault

    fun badCredential(credential: String): AwsFault

    /** The same in the query of a presigned URL. */
    fun badQueryCredential(credential: String): AwsFault = badCredential(credential)

    fun badScope(problem: String): AwsFault

    fun badDate(date: String): AwsFault

    /** Signed at [at], and not to be taken at [now]: too old, or from the future. */
    fun outOfTime(
        signature: SentSignature,
        at: Instant,
        now: Instant,
    ): AwsFault

    fun unknownKey(accessKey: String): AwsFault

    fun mismatch(
        signature: SentSignature,
        canonicalRequest: String,
        stringToSign: String,
    ): AwsFault

    companion object {
        /** How far the clocks of both sides may differ. */
        val MAX_AGE = 15.minutes

        /** `20150830T123600Z` */
        fun basic(instant: Instant): String =
            "$instant".substringBefore('.').removeSuffix("Z").filter { it.isDigit() || it == 'T' } + "Z"
    }
}
