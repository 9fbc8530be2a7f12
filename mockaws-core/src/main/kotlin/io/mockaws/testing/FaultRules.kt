package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.Catalogue
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * What shall go wrong, in the words of `aws.faults { throttle().on("dynamodb", "PutItem").first(2) }`. Each method
 * begins a rule that is true of every call; the methods of [FaultRule] narrow it down. The journal has every call that
 * a rule struck, with its error.
 */
public class FaultRules internal constructor(
    private val catalogue: Catalogue,
) {
    internal val rules = ArrayList<FaultRule>()

    /**
     * The service's own error for who calls too fast: DynamoDB's `ProvisionedThroughputExceededException` (for items)
     * and `ThrottlingException` (for tables), S3's `SlowDown` (503), SQS's `RequestThrottled`. SDKs retry it.
     */
    public fun throttle(): FaultRule = rule(Failure("throttle") { throttled(it) })

    /**
     * An error of the service: `error("QueueDoesNotExist")`.
     *
     * @param code as AWS has it; where a service has codes of its Query days, those too
     * @param message null for none
     * @param status null for the one that the service's error has, or 400
     */
    @JvmOverloads
    public fun error(
        code: String,
        message: String? = null,
        status: Int? = null,
    ): FaultRule {
        require(status == null || status in STATUSES) { "Not the status of an error: $status" }
        return rule(Failure("error $code") { failed(it, code, message, status) })
    }

    /**
     * A bare HTTP status without a body, as a proxy or load balancer sends it. SDKs retry 500, 502, 503 and 504.
     *
     * @param code 300 to 599
     */
    public fun status(code: Int): FaultRule {
        require(code in STATUSES) { "Not the status of a failure: $code" }
        return rule(Failure("status $code") { Answer.Status(code) })
    }

    /** The answer waits for [duration] by the mock's clock. Several such rules add up. */
    @JvmSynthetic
    public fun latency(duration: Duration): FaultRule {
        require(duration.isPositive()) { "Not a time to wait: $duration" }
        return rule(Latency(duration))
    }

    /** The answer waits for [duration] by the mock's clock. Several such rules add up. */
    public fun latency(duration: java.time.Duration): FaultRule = latency(duration.toKotlinDuration())

    /** Nobody listens: the client gets a [java.net.ConnectException]. The journal calls it `ConnectionRefused`. */
    public fun refuseConnection(): FaultRule = rule(Failure("refused connection") { refused() })

    /**
     * The call is carried out, but the connection breaks after [bytes] of the answer's body (before its head where it
     * has none): the client gets a [java.io.IOException] when it reads on. The journal calls it `ResponseCut`.
     */
    @JvmOverloads
    public fun cutResponse(bytes: Long = 0): FaultRule = rule(Cut(bytes))

    /**
     * The call is carried out, but the answer's body ends after [bytes] as if that were all of it. The journal calls
     * it `ResponseTruncated`.
     */
    public fun truncateResponse(bytes: Long): FaultRule = rule(Truncation(bytes))

    /**
     * The call is carried out, but the first byte of the answer's body is another: no document can be read, and the
     * checksum of an object is wrong. The journal calls it `ResponseCorrupted`.
     */
    public fun corruptResponse(): FaultRule = rule(Corruption)

    private fun rule(kind: Fault) = FaultRule(kind, catalogue).also { rules += it }

    private companion object {
        val STATUSES = 300..599
    }
}
