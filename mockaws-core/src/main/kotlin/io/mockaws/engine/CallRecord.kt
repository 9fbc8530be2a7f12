package io.mockaws.engine

import io.mockaws.testing.Call
import io.mockaws.testing.CallDocuments

/** What the journal says of every call, whoever makes it and whether or not a service is there for it; begun when the call comes in. */
internal open class CallRecord(
    protected val world: World,
    /** The operation as the caller names it, or nothing. */
    val name: String,
    val place: Place,
    /** Whose credentials it was made with; null where nobody knows them. */
    val known: KnownCredentials? = null,
    /** The attempt of the SDK that this is. */
    val attempt: Int = 1,
    /** The principal of the service that calls: `sns.amazonaws.com`; null for a client. */
    private val calledBy: String? = null,
    /** The request id of the call that this one comes of, or null. */
    private val causedBy: String? = null,
) {
    /** A call that came as a request. */
    constructor(world: World, route: Router.Route, name: String, known: KnownCredentials?) : this(
        world,
        name,
        placeOf(route.request, route.credentials, world.home, known),
        known,
        attemptOf(route.request),
    )

    private val id = world.ids.nextUuid()
    val requestId: String = id.toString()
    private val started = world.clock.now()
    private val thread = plain(Thread.currentThread().name)

    /** What the journal has of the calls that came of this one, which it tells behind it. */
    var effects: List<Call> = emptyList()

    /** The entry, now that the answer is there. */
    fun call(
        service: String,
        status: Int,
        fault: AwsFault?,
        coroutine: String?,
        answeredBy: String? = null,
        notHonoured: List<String> = emptyList(),
        documents: CallDocuments = CallDocuments.None,
        isDerived: Boolean = false,
        hint: String? = null,
        decision: String? = null,
        principal: String? = null,
    ): Call =
        Call(
            service = service,
            operation = name,
            region = place.region,
            account = place.account,
            principal = principal ?: known?.identity?.arn ?: calledBy ?: Identities.root(place.account).arn,
            requestId = id,
            at = started,
            duration = world.clock.now() - started,
            attempt = attempt,
            thread = thread,
            coroutine = coroutine,
            status = status,
            errorCode = fault?.error?.code,
            errorMessage = fault?.error?.message,
            origin = answeredBy ?: fault?.cause,
            notHonoured = notHonoured,
            isDerived = isDerived,
            decision = decision,
            documents = documents,
            calledBy = calledBy,
            causedBy = causedBy,
            away = Whereabouts.away(place, world.home),
            hint = hint,
        )

    private companion object {
        /** What kotlinx.coroutines adds to the names of threads where assertions are on: `main @coroutine#1`. */
        val COROUTINES = Regex("( @\\S*#\\d+)+$")

        fun plain(thread: String): String = if (" @" in thread) thread.replace(COROUTINES, "") else thread
    }
}
