package io.mockaws.engine.signature

import io.mockaws.engine.AwsFault
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.protocol.Protocol
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

    /** Temporary credentials whose time is over. */
    fun expired(): AwsFault

    /** Temporary credentials with another's token. */
    fun unknownToken(): AwsFault

    companion object {
        private const val BAD_REQUEST = 400
        private const val FORBIDDEN = 403
        private val QUERY = setOf("awsQuery", "ec2Query")

        /** What [service] says in [protocol]. */
        fun of(
            service: ServiceShape,
            protocol: Protocol,
        ): SignatureFaults =
            when {
                service.isS3 -> S3SignatureFaults
                protocol.name in QUERY -> CommonSignatureFaults(isQuery = true, FORBIDDEN)
                protocol.name == "restJson1" -> CommonSignatureFaults(isQuery = false, FORBIDDEN)
                else -> CommonSignatureFaults(isQuery = false, BAD_REQUEST)
            }

        /** How far the clocks of both sides may differ. */
        val MAX_AGE = 15.minutes

        /** `20150830T123600Z` */
        fun basic(instant: Instant): String =
            "$instant".substringBefore('.').removeSuffix("Z").filter { it.isDigit() || it == 'T' } + "Z"
    }
}
