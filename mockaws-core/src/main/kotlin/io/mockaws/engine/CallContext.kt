package io.mockaws.engine

import io.mockaws.engine.access.Permissions
import io.mockaws.engine.access.Resources
import io.mockaws.engine.delivery.Principal
import io.mockaws.engine.delivery.ServiceCalls
import io.mockaws.engine.keys.Keys
import kotlin.time.Instant

/** What a handler knows beside its input: who calls, from where, when, and the state it works on. */
internal class CallContext<S : ServiceState<S>>(
    private val service: Service<S>,
    /** The account and region of the call. */
    val place: Place,
    /** The service's state for that place. */
    val state: S,
    /** Scheme, host and port that the client used; queue URLs are built from it. */
    val origin: String,
    val requestId: String,
    /** The engine: clock, ids, bodies and other places' states. */
    val world: World,
    /** The credentials of who calls; null where nobody knows them, and it is the root user of [account]. */
    val credentials: KnownCredentials? = null,
    /** The call in the journal, which tells what comes of it behind it; null for a fixture and for work by the clock. */
    val record: CallRecord? = null,
    /** The service that calls; null where it is a client. */
    val principal: Principal? = null,
    /** The instant at which the work was due that this is; null for a call, which comes when it comes. */
    private val due: Instant? = null,
) {
    /** The same where they are temporary. */
    val session: KnownSession? get() = credentials as? KnownSession

    /** What the policies let the caller do; null where they do not act. */
    var permissions: Permissions? = null

    /** Who calls. */
    val caller: Identity
        get() = credentials?.identity ?: principal?.let { Identities.service(it, account) } ?: Identities.root(account)

    val account: String get() = place.account
    val region: String get() = place.region
    val clock: Clock get() = world.clock
    val ids: Ids get() = world.ids
    val bodies: BodyStore get() = world.bodies

    /** The instant of the call, read anew each time; of work by the clock the one at which it was due. */
    fun now(): Instant = due ?: clock.now()

    /** The same service's context in another place, say the account that a queue URL names. */
    fun at(other: Place): CallContext<S> = if (other == place) this else contextAt(other)

    /** The same call, as [other] would get it. */
    fun <T : ServiceState<T>> to(other: Service<T>): CallContext<T> =
        CallContext(
            other,
            place,
            world.states.of(other, place),
            origin,
            requestId,
            world,
            credentials,
            record,
            principal,
            due,
        )

    /** The same service in the same place, for what comes of no call. */
    fun anew(): CallContext<S> = world.context(service, place)

    /** The same in each place where the service has a state, in a fixed order. */
    fun everywhere(): List<CallContext<S>> = world.states.places(service).map(::at)

    private fun contextAt(other: Place) =
        CallContext(
            service,
            other,
            world.states.of(service, other),
            origin,
            requestId,
            world,
            credentials,
            record,
            principal,
            due,
        ).also { it.permissions = permissions }
}

/** What all services of one mock share. */
internal class World(
    val clock: Clock,
    val ids: Ids,
    val bodies: BodyStore,
    val states: States,
    /** Where fixtures work and where a call without credentials or scope lands. */
    val home: Place,
    /** Whom services ask for what is another's. */
    val links: Links = Links(),
    /** How to answer. */
    val settings: Settings = Settings(),
    /** What the test has put in place of functions of AWS Lambda. */
    val functions: TestFunctions = TestFunctions(),
    /** What credentials were last used for. */
    val uses: CredentialUses = CredentialUses(),
) {
    /** A world that begins as this one is, with a [clock] of its own. */
    fun fork(clock: Clock): World =
        World(clock, ids.fork(), bodies.retain(), states.fork(), home, links, settings, functions.copy(), uses.copy())

    /** The keys that services encrypt under. */
    val keys: Keys = links.keysOf.world(this)

    /** What runs beside the states. */
    val running: Running = Running()

    /** How code that services run finds the mock; set once, when there is one. */
    @Volatile
    var surroundings: Surroundings = Surroundings.NONE

    /** How services call each other. */
    lateinit var calls: ServiceCalls

    /** What services do by the clock. */
    val dueWork: DueWork = DueWork(this).also { clock.heed(it) }

    /** Whether the mock has ended, and what still waits for something waits for nothing. */
    @Volatile
    var isOver: Boolean = false
}

/** The context of a call to [service], or of a fixture that works on its state. */
internal fun <S : ServiceState<S>> World.context(
    service: Service<S>,
    place: Place = home,
    origin: String = "https://${service.shape.endpointPrefix}.${place.region}.amazonaws.com",
    requestId: String = "",
    credentials: KnownCredentials? = null,
    record: CallRecord? = null,
    principal: Principal? = null,
    due: Instant? = null,
): CallContext<S> =
    CallContext(
        service,
        place,
        states.of(service, place),
        origin,
        requestId,
        this,
        credentials,
        record,
        principal,
        due,
    )

/** Whose credentials these are; null where nobody knows them. */
internal fun World.known(credentials: Credentials?): KnownCredentials? =
    credentials?.let { links.identities.credentials(it.accessKey, this) }
