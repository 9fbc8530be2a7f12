package io.mockaws.engine.signature

import io.mockaws.wire.http.HttpRequest
import kotlin.time.Instant

/** The signature of a request as its sender gave it: in `Authorization`, or in the query of a presigned URL. */
internal class SentSignature(
    val accessKey: String,
    val scope: SigV4.Scope,
    /** Names in small letters. */
    val signedHeaders: List<String>,
    val value: String,
    /** `20150830T123600Z`, as it was signed. */
    val timestamp: String,
    /** For how many seconds a presigned URL is good; null for what is signed in its header. */
    val validity: Long?,
) {
    /** Null where [timestamp] is no point in time. */
    val instant: Instant? = instantOf(timestamp)

    companion object {
        private val PARAMETERS = listOf("Algorithm", "Credential", "Signature", "SignedHeaders", "Date")
        private val BASIC_DATE = Regex("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z")

        /** The signature of [request], or null where it has none of this kind; what is wrong with it goes to [faults]. */
        fun of(
            request: HttpRequest,
            faults: SignatureFaults,
        ): SentSignature? {
            val header = request.headers["Authorization"]
            val isPresigned = "X-Amz-Algorithm" in request.parametersOrNone
            return when {
                header != null && isPresigned -> throw faults.twoSignatures()
                header != null && header.startsWith("AWS4-") -> ofHeader(header, request, faults)
                isPresigned -> ofQuery(request, faults)
                else -> null
            }
        }

        private fun ofHeader(
            header: String,
            request: HttpRequest,
            faults: SignatureFaults,
        ): SentSignature {
            val algorithm = header.substringBefore(' ')
            if (algorithm != SigV4.ALGORITHM) throw faults.unsupported(algorithm)
            val parts =
                header.substringAfter(' ', "").split(',').associate {
                    it.substringBefore('=').trim() to it.substringAfter('=', "").trim()
                }
            val date = request.headers["X-Amz-Date"] ?: request.headers["Date"]
            val problems =
                listOf("Credential", "Signature", "SignedHeaders").filter { parts[it].isNullOrEmpty() }
                    .map { "Authorization header requires '$it' parameter." } +
                    listOfNotNull(
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                            .takeIf { date == null },
                    )
            if (problems.isNotEmpty()) {
                throw faults.incompleteHeader(
                    "${problems.joinToString(" ")} Authorization=$header"
                )
            }
            return of(parts, date!!, null, faults)
        }

        private fun ofQuery(
            request: HttpRequest,
            faults: SignatureFaults,
        ): SentSignature {
            val parameters = request.parametersOrNone
            val parts = PARAMETERS.associateWith { parameters["X-Amz-$it"].orEmpty() }
            val missing = PARAMETERS.filter { parts[it].isNullOrEmpty() }
            if (missing.isNotEmpty()) throw faults.incompleteQuery(missing.map { "X-Amz-$it" })
            if (parts["Algorithm"] != SigV4.ALGORITHM) throw faults.unsupported(parts.getValue("Algorithm"))
            val validity = parameters["X-Amz-Expires"]?.toLongOrNull()
            // Services other than Amazon S3 give such a URL the time that a header has.
            return of(parts, parts.getValue("Date"), validity ?: SignatureFaults.MAX_AGE.inWholeSeconds, faults)
        }

        private fun of(
            parts: Map<String, String>,
            date: String,
            validity: Long?,
            faults: SignatureFaults,
        ): SentSignature {
            val (accessKey, scope) = scopeOf(parts.getValue("Credential"), faults, isPresigned = validity != null)
            return SentSignature(
                accessKey,
                scope,
                parts.getValue("SignedHeaders").lowercase().split(';'),
                parts.getValue("Signature"),
                date,
                validity,
            )
        }

        /** The access key of a [credential], and what it is good for. */
        fun scopeOf(
            credential: String,
            faults: SignatureFaults,
            isPresigned: Boolean = false,
        ): Pair<String, SigV4.Scope> {
            val elements = credential.split('/')
            if (elements.size < SCOPE_ELEMENTS) {
                throw if (isPresigned) faults.badQueryCredential(credential) else faults.badCredential(credential)
            }
            // An access key has no slash, but those of other tools may.
            val (day, region, service, terminator) = elements.takeLast(SCOPE_ELEMENTS - 1)
            if (terminator != SigV4.TERMINATOR) {
                throw faults.badScope(
                    "Credential should be scoped with a valid terminator: '${SigV4.TERMINATOR}', not '$terminator'.",
                )
            }
            return elements.dropLast(SCOPE_ELEMENTS - 1).joinToString("/") to SigV4.Scope(day, region, service)
        }

        private fun instantOf(timestamp: String): Instant? {
            val (year, month, day, hour, minute, second) =
                BASIC_DATE.matchEntire(timestamp)?.destructured ?: return null
            return Instant.parseOrNull("$year-$month-${day}T$hour:$minute:${second}Z")
        }

        private const val SCOPE_ELEMENTS = 5
    }
}
