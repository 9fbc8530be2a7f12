package io.mockaws.edges

import com.sun.net.httpserver.HttpServer
import io.mockaws.MockAws
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.ZERO

/** What is looked for behind an edge: it is in the message, the key or the name that the cause brings. */
internal const val MARK = "m42"

/** What services bring to a [to], and what is said of it in `docs/edges.md`. */
internal class Edge(
    /** The service that brings it. */
    val from: String,
    val to: Receiver,
    /** What the receiver gets. */
    val brings: String,
    /** Whom the journal names as the caller. */
    val principal: String,
    val failure: Failure,
    /** Who says whether the sender may; what it is by the receiver unless said. */
    val judged: Judged = to.judged,
    val causes: List<Cause>,
    /** What causes bring. */
    val text: String = MARK,
    /** How long it takes by the clock. */
    val after: Duration = ZERO,
    /** Whether the journal names the call that it comes of; what a service does by the clock comes of none. */
    val hasCause: Boolean = true,
    /** What makes [MARK] visible in what the receiver has. */
    val shows: (String) -> String = { it },
    val arrange: Stage.() -> Unit = {},
) {
    override fun toString(): String = "$from -> ${to.name}"
}

/** A client's call of which a delivery comes. */
internal class Cause(
    /** `Java`, `Kotlin`; `test` where no client can cause it. */
    val sdk: String,
    val call: suspend Stage.(text: String) -> Unit,
)

/** What becomes of a delivery that fails. */
internal sealed class Failure(
    val words: String,
) {
    /** It is tried once. */
    object Lost : Failure("It is lost; the call that caused it succeeds")

    /** Nobody can have it fail in a test. */
    class None(
        words: String,
    ) : Failure(words)

    /** It comes within [within] of the first attempt. */
    class Again(
        val within: Duration,
        words: String,
    ) : Failure(words)

    /** The same; what is refused for good goes to the dead-letter queue. */
    class AgainOrDead(
        val within: Duration,
        words: String,
    ) : Failure(words)
}

/** Who says whether a sender may. */
internal enum class Judged(
    val words: String,
) {
    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
    POLICY("The receiver's policy, where `iam` is on"),

    /** https://docs.aws.amazon.com/lambda/latest/dg/access_control-resource-based.html */
    PERMISSION("The function's policy, always; a function that a test has made takes all"),

    /** Roles that services act by. */
    ROLE("Nobody: at AWS a role that the sender is given"),

    NOBODY("Nobody"),
}

/** Where something arrives. All its resources are called [NAME]. */
internal class Receiver(
    /** `SQS queue`. */
    val name: String,
    /** The call by which it gets it: `sqs`, `SendMessage`; null for an outbox or an endpoint. */
    val service: String?,
    val operation: String?,
    val judged: Judged,
    /** Makes it, and gives its ARN or address. */
    val make: Stage.() -> String,
    /** All that it has got. */
    val arrived: Stage.() -> List<String>,
    /** Lets the service with this principal in. */
    val allow: Stage.(String) -> Unit = {},
    /** Has the next delivery fail: in a way that passes, or for good. */
    val fail: Stage.(forGood: Boolean) -> Unit = { failing(service!!, operation!!, it) },
    /** Only the call is looked at: nobody has written what the receiver does. */
    val isRecorded: Boolean = false,
)

/** What everything that a test makes to receive something is called. */
internal const val NAME = "receiver"

/** One mock with an edge in it. */
internal class Stage(
    val aws: MockAws,
    /** Whether functions take calls of those alone that they allow. */
    val isClosed: Boolean,
) : AutoCloseable {
    lateinit var target: String

    /** The ARN of a dead-letter queue. */
    val letters: String get() = aws.sqs.queue("letters").arn

    /** The events that functions have handled. */
    val handled = ArrayList<String>()
    var failures = 0

    private var hook: Hook? = null

    fun hook(): Hook = hook ?: Hook().also { hook = it }

    override fun close() {
        hook?.close()
    }
}

internal fun Stage.failing(
    service: String,
    operation: String,
    forGood: Boolean,
) {
    aws.faults {
        val fault = if (forGood) error("AccessDenied", "no", 403) else error("ServiceUnavailable", "busy", 503)
        fault.on(service, operation).where { NAME in "${it.input}" }.first(1)
    }
}

/** A web server on this machine. */
internal class Hook : AutoCloseable {
    private val taken = ConcurrentLinkedQueue<String>()

    /** What it answers next, in place of 200. */
    val statuses = ConcurrentLinkedQueue<Int>()

    /** The bodies that it has taken. */
    val bodies: List<String> get() = taken.toList()

    private val server =
        HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
            createContext("/") { exchange ->
                val body = exchange.requestBody.readBytes().decodeToString()
                val status = statuses.poll() ?: OK
                if (status == OK) taken += body
                val id = Regex("\"requestId\":\"([^\"]*)\"").find(body)?.groupValues?.get(1).orEmpty()
                val answer = """{"requestId":"$id","timestamp":1}""".encodeToByteArray()
                exchange.sendResponseHeaders(status, answer.size.toLong())
                exchange.responseBody.use { it.write(answer) }
            }
            start()
        }
    val url = "http://127.0.0.1:${server.address.port}/hook"

    override fun close() = server.stop(0)

    private companion object {
        const val OK = 200
    }
}
