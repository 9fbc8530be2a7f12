package io.mockaws.engine

import io.mockaws.testing.Call
import io.mockaws.testing.CallDocuments

/** What the journal says of every call, whether or not a service is there for it; begun when the call comes in. */
internal open class CallRecord(
    protected val world: World,
    val route: Router.Route,
    /** The operation as the caller names it, or nothing. */
    val name: String,
) {
    /** Whose credentials it was made with; null where nobody knows them. */
    val known: KnownCredentials? = route.credentials?.let { world.identities.credentials(it.accessKey, world) }
    val place: Place = placeOf(route.request, route.credentials, world.home, known)
    private val id = world.ids.nextUuid()
    val requestId: String = id.toString()
    private val started = world.clock.now()
    private val thread = Thread.currentThread().name

    /** The attempt of the SDK that this is. */
    val attempt: Int get() = attemptOf(route.request)

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
        decision: String? = null,
    ): Call =
        Call(
            service = service,
            operation = name,
            region = place.region,
            account = place.account,
            principal = known?.identity?.arn ?: Identities.root(place.account).arn,
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
        )
}
