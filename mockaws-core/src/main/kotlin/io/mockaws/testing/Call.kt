package io.mockaws.testing

import java.util.UUID
import kotlin.time.Duration
import kotlin.time.Instant
import kotlin.time.toJavaDuration
import kotlin.time.toJavaInstant
import java.time.Instant as JavaInstant

/**
 * One call that a mock answered. [input] and [output] hold the members by AWS's own names, as nested
 * `Map<String, Any?>` and `List<Any?>` of strings, numbers, booleans, [Instant]s and
 * [io.mockaws.wire.Blob]s. They are made anew each time that they are looked at.
 */
public class Call internal constructor(
    /** The name of the service: `sqs`. */
    @get:JvmName("service")
    public val service: String,
    /** The operation as AWS names it: `SendMessage`; empty when the request named none that is known. */
    @get:JvmName("operation")
    public val operation: String,
    /** The region that the call was signed for. */
    @get:JvmName("region")
    public val region: String,
    /** The account of the caller, twelve digits. */
    @get:JvmName("account")
    public val account: String,
    /**
     * Who made the call: `arn:aws:iam::123456789012:user/ann`; the root user of [account] where nobody else is known. Where
     * policies act, `*` for who has signed nothing.
     */
    @get:JvmName("principal")
    public val principal: String,
    requestId: UUID,
    at: Instant,
    /** How long the answer took, by the mock's clock. */
    @get:JvmSynthetic
    public val duration: Duration,
    /** Which attempt of the SDK this was, from 1 on; retries count up. */
    @get:JvmName("attempt")
    public val attempt: Int,
    /** The name of the thread that the call came in on: of a blocking client its caller's. */
    @get:JvmName("thread")
    public val thread: String,
    /** The `CoroutineName` of the coroutine that made the call, or null where it has none or there is no coroutine. */
    @get:JvmName("coroutine")
    public val coroutine: String?,
    /** The status of the answer; 0 when a fault broke the connection before there was one. */
    @get:JvmName("status")
    public val status: Int,
    /** The error code of the answer, or null for a success. Faults of the transport have names of their own. */
    @get:JvmName("errorCode")
    public val errorCode: String?,
    /** The error's message, or null. */
    @get:JvmName("errorMessage")
    public val errorMessage: String?,
    /** Members of the request that the backend read over: they had no effect. */
    @get:JvmName("notHonoured")
    public val notHonoured: List<String>,
    /**
     * Whether rules from AWS's model answered, because nobody has written this operation: shapes and the life of a
     * record are right then, what AWS computes or refuses beyond its model is not.
     */
    @get:JvmName("isDerived")
    public val isDerived: Boolean,
    /**
     * What the policies said: `s3:GetObject allowed by statement 1 (ReadOnly) of the identity-based policy reader`. The last
     * word where a call needs several permissions; null where nobody asked them, as without [io.mockaws.MockAwsOptions.iam].
     */
    @get:JvmName("decision")
    public val decision: String?,
    /** Who answered where the service did not (a [String]), or what went wrong inside (a [Throwable]). */
    private val origin: Any?,
    internal val documents: CallDocuments,
    /**
     * The service that made the call, by its principal: `sns.amazonaws.com`. Null for a call of a client, as the program under
     * test makes it.
     */
    @get:JvmName("calledBy")
    public val calledBy: String? = null,
    /** The [requestId] of the call that this one comes of: the `PutObject` that a queue is told of. Null where none is known. */
    @get:JvmName("causedBy")
    public val causedBy: String? = null,
    /** How its region and account differ from the mock's own: `in eu-west-1`; null where they do not. */
    internal val away: String? = null,
    /**
     * Where the thing is that the call did not find, if it is in another region or account, or else what there is of its
     * kind: `there is a table orders in us-east-1; there is none here, in eu-west-1`. Null where mockaws has nothing to
     * say. The caller gets AWS's own answer, and never this.
     */
    @get:JvmName("hint")
    public val hint: String? = null,
) {
    // A journal holds thousands of calls, and what copying them costs a collector goes by the number of objects: so
    // ids and instants lie in here as numbers.
    private val requestIdHigh = requestId.mostSignificantBits
    private val requestIdLow = requestId.leastSignificantBits
    private val atSeconds = at.epochSeconds
    private val atNanos = at.nanosecondsOfSecond

    /** The how-manieth call this is since the mock began or was reset, from 1 on. */
    @get:JvmName("number")
    public var number: Int = 0
        internal set

    /** The request id that the answer carried. */
    @get:JvmName("requestId")
    public val requestId: String get() = UUID(requestIdHigh, requestIdLow).toString()

    /** When the call came in, by the mock's clock. */
    @get:JvmSynthetic
    public val at: Instant get() = Instant.fromEpochSeconds(atSeconds, atNanos)

    /** What went wrong inside mockaws when [errorCode] is `InternalFailure`; null otherwise. */
    @get:JvmName("cause")
    public val cause: Throwable? get() = origin as? Throwable

    /** The stub, override or fault that a test had answer the call: `stub 2 of 3`; null when the service itself did. */
    @get:JvmName("answeredBy")
    public val answeredBy: String? get() = origin as? String

    /**
     * What the caller sent. Empty when it could not be read.
     *
     * @throws IllegalStateException when its body was longer than 4 KiB and later calls had more of such bodies than the journal
     * keeps: 64 MiB, or a sixteenth of the heap where that is less
     */
    @get:JvmName("input")
    public val input: Map<String, Any?> get() = documents.input()

    /**
     * What was answered; null for an error.
     *
     * @throws IllegalStateException when its body was longer than 4 KiB and later calls had more of such bodies than the journal
     * keeps: 64 MiB, or a sixteenth of the heap where that is less
     */
    @get:JvmName("output")
    public val output: Map<String, Any?>? get() = documents.output()

    /** [at] for Java. */
    @JvmName("at")
    public fun atJava(): JavaInstant = at.toJavaInstant()

    /** [duration] for Java. */
    @JvmName("duration")
    public fun durationJava(): java.time.Duration = duration.toJavaDuration()

    /**
     * One line: service and operation, region and account where they are not the mock's, attempt, input, outcome, the hint,
     * who answered, what was not honoured.
     */
    override fun toString(): String =
        buildString {
            append(service).append(':').append(operation)
            if (away != null) append(' ').append(away)
            if (attempt > 1) append(" (attempt ").append(attempt).append(')')
            append(' ').append(if (documents.isLetGo) "(no longer kept)" else cut(input.toString()))
            append(" -> ").append(status)
            if (errorCode != null) append(' ').append(errorCode)
            // What went against the stubs is told by the caller's exception and at the end of the mock.
            if (errorCode != null && errorCode != Violations.UNEXPECTED_CALL) append(": ").append(errorMessage)
            if (calledBy != null) append(" called by ").append(calledBy)
            if (hint != null) append(" (").append(hint).append(')')
            if (answeredBy != null) append(" by ").append(answeredBy)
            if (decision != null && errorCode != null) append(" (").append(decision).append(')')
            if (isDerived) append(" derived from AWS's model")
            if (notHonoured.isNotEmpty()) append(" not honoured: ").append(notHonoured)
        }

    private fun cut(text: String): String {
        val shown = if (text.length <= SHOWN) text else text.take(SHOWN) + "..."
        return shown.replace("\n", "\\n")
    }

    private companion object {
        /** Characters of the input. */
        private const val SHOWN = 300
    }
}

/** A call's input and output, made when somebody looks at them. */
internal interface CallDocuments {
    /** What the caller sent; empty when it could not be read. */
    fun input(): Map<String, Any?>

    /** What was answered; null for an error. */
    fun output(): Map<String, Any?>?

    /** Bytes of the long bodies among them, which [letGo] gives up; 0 for none. */
    val weight: Int get() = 0

    /** Whether [letGo] was called. */
    val isLetGo: Boolean get() = false

    /** Forgets what is long, so that a journal of many calls fits into memory. */
    fun letGo() = Unit

    /** Of a call that nothing is known of. */
    object None : CallDocuments {
        override fun input(): Map<String, Any?> = emptyMap()

        override fun output(): Map<String, Any?>? = null
    }
}
