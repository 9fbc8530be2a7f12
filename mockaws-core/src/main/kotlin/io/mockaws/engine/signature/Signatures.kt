package io.mockaws.engine.signature

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Clock
import io.mockaws.engine.Credentials
import io.mockaws.engine.KnownCredentials
import io.mockaws.engine.SystemTime
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.content.ChunkCheck
import io.mockaws.wire.content.MAX_DOCUMENT
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import io.mockaws.wire.protocol.Protocol
import java.security.MessageDigest
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * Who may call: those who sign with one of these access keys.
 *
 * @param secrets the secret access keys by access key
 * @param exempt how many calls are answered first, however they are signed
 */
internal class Signatures(
    val secrets: Map<String, String>,
    private val clock: Clock,
    exempt: Long = 0,
) {
    private val system = SystemTime()
    private val exemptions = AtomicLong(exempt)

    /** Whether one call more is answered without a look at its signature; it is counted. */
    fun exempts(): Boolean = exemptions.get() > 0 && exemptions.getAndDecrement() > 0

    /**
     * [request] with a body that can be looked at before the service reads it, where its digest is what is signed.
     *
     * @throws io.mockaws.wire.http.BodyTooLargeException for more than any such service takes
     */
    suspend fun prepared(request: HttpRequest): HttpRequest {
        val service = Credentials.of(request)?.service ?: return request
        if (service == S3 || request.body is HttpBody.Bytes) return request
        return request.copy(body = HttpBody.Bytes(request.body.readBytes(MAX_DOCUMENT)))
    }

    /**
     * What verifies the chunks of [request] while they are read; null where none are signed, or nobody can.
     *
     * @param known whose an access key is
     */
    fun chunks(
        request: HttpRequest,
        known: (String) -> KnownCredentials?,
    ): ChunkCheck? {
        val payload = request.headers[CONTENT_HASH]?.takeIf { it.startsWith("STREAMING-${SigV4.ALGORITHM}-PAYLOAD") }
        if (payload == null) return null
        val signature =
            try {
                SentSignature.of(request, S3SignatureFaults)
            } catch (_: AwsFault) {
                // The request is refused for it by [verify].
                null
            }
        if (signature == null) return null
        val secret = known(signature.accessKey)?.secretAccessKey ?: secrets[signature.accessKey] ?: return null
        return ChunkSignatures(signature, SigV4.key(secret, signature.scope), payload.endsWith("-TRAILER"))
    }

    /**
     * Looks whether [request], as it was sent and then [prepared], is signed by somebody known.
     *
     * @throws AwsFault when it is not, in the words of [service]
     */
    suspend fun verify(
        request: HttpRequest,
        service: ServiceShape,
        protocol: Protocol,
        known: KnownCredentials? = null,
    ) {
        val faults = SignatureFaults.of(service, protocol)
        if (service.isS3 && isOfVersion2(request)) throw faults.unsupported("AWS")
        val signature = SentSignature.of(request, faults) ?: throw faults.missing()
        checkTime(signature, service, faults)
        val secret =
            known?.secretAccessKey ?: secrets[signature.accessKey] ?: throw faults.unknownKey(signature.accessKey)
        checkHeaders(request, signature, service)
        val payload = if (service.isS3) contentHash(request, signature) else SigV4.sha256(request.body.readBytes())
        val canonical = CanonicalRequest.of(request, signature.signedHeaders, payload, service.isS3)
        val text = "${SigV4.ALGORITHM}\n${signature.timestamp}\n${signature.scope}\n${SigV4.sha256(canonical)}"
        val calculated = SigV4.sign(SigV4.key(secret, signature.scope), text)
        val isRight = MessageDigest.isEqual(calculated.encodeToByteArray(), signature.value.encodeToByteArray())
        if (!isRight || "host" !in signature.signedHeaders) throw faults.mismatch(signature, canonical, text)
    }

    /**
     * Looks whether [signed] is signed by somebody known; how long it holds it says itself.
     *
     * @throws AwsFault when it is not, in the words of Amazon S3, which alone takes such texts
     */
    fun verify(
        signed: SignedText,
        known: KnownCredentials? = null,
    ) {
        val faults = S3SignatureFaults
        val credential = signed.credential ?: throw faults.unsupported("AWS")
        val (accessKey, scope) = SentSignature.scopeOf(credential, faults)
        val secret = known?.secretAccessKey ?: secrets[accessKey] ?: throw faults.unknownKey(accessKey)
        val calculated = SigV4.sign(SigV4.key(secret, scope), signed.text)
        if (!MessageDigest.isEqual(calculated.encodeToByteArray(), signed.signature.encodeToByteArray())) {
            throw faults.textMismatch(accessKey, signed.signature, signed.text)
        }
    }

    private fun isOfVersion2(request: HttpRequest) =
        request.headers["Authorization"]?.startsWith("AWS ") == true || "AWSAccessKeyId" in request.parametersOrNone

    private fun checkTime(
        signature: SentSignature,
        service: ServiceShape,
        faults: SignatureFaults,
    ) {
        val at = signature.instant ?: throw faults.badDate(signature.timestamp)
        val now = clock.now()
        if (!isInTime(signature, at, now, service)) throw faults.outOfTime(signature, at, now)
        val day = signature.timestamp.substringBefore('T')
        if (signature.scope.date != day) {
            throw faults.badScope(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
                    "'${signature.scope.date}' != '$day', from '${signature.timestamp}'.",
            )
        }
    }

    /** A client's clock shows the mock's time or the system's: who moves the mock's does not move the client's. */
    private fun isInTime(
        signature: SentSignature,
        at: Instant,
        now: Instant,
        service: ServiceShape,
    ): Boolean {
        val clocks = listOf(now, system.now())
        val validity = signature.validity
            ?: return clocks.any { at in it - SignatureFaults.MAX_AGE..it + SignatureFaults.MAX_AGE }
        // That a presigned URL of its own has expired is told by Amazon S3 itself.
        val hasExpired = !service.isS3 && now > at + validity.seconds
        return !hasExpired && at <= clocks.max() + SignatureFaults.MAX_AGE
    }

    private fun checkHeaders(
        request: HttpRequest,
        signature: SentSignature,
        service: ServiceShape,
    ) {
        if (!service.isS3) return
        val unsigned =
            request.headers.map { it.first.lowercase() }.filter {
                it.startsWith("x-amz-") && it !in signature.signedHeaders && !isOfNoConcern(it, signature)
            }
        if (unsigned.isNotEmpty()) throw S3SignatureFaults.headersNotSigned(unsigned)
    }

    /** Presigned URLs say themselves what is known of the content. */
    private fun isOfNoConcern(
        header: String,
        signature: SentSignature,
    ) = signature.validity != null && header == CONTENT_HASH

    private fun contentHash(
        request: HttpRequest,
        signature: SentSignature,
    ): String =
        request.headers[CONTENT_HASH]
            ?: if (signature.validity == null) {
                throw S3SignatureFaults.missingContentHash()
            } else {
                request.parametersOrNone["X-Amz-Content-Sha256"] ?: "UNSIGNED-PAYLOAD"
            }

    private companion object {
        const val S3 = "s3"
        const val CONTENT_HASH = "x-amz-content-sha256"
    }
}
