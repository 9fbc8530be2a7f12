package io.mockaws.testing

import io.mockaws.iam.LeastPrivilege
import java.io.UncheckedIOException
import java.util.function.Consumer

/** What a test sees of the calls to a mock, and what it lets become of them. Safe for all threads. */
public abstract class CallControl internal constructor(
    private val source: CallSource,
) {
    private val rules: TestRules get() = source.rules

    /**
     * Every call that was answered, oldest first; after 10,000 the oldest are forgotten.
     *
     * @param service only calls to the service with this name (`"s3"`, `"dynamodb"`, `"sqs"`)
     * @param operation only calls of this operation, as AWS names it (`"PutObject"`)
     * @throws IllegalArgumentException when there is no such service, or it has no such operation
     */
    @JvmOverloads
    public fun calls(
        service: String? = null,
        operation: String? = null,
    ): Calls = source.calls(service, operation)

    /**
     * Runs [listener] after every change of [calls]: when a call was answered, before its caller gets the answer, and when
     * the journal was forgotten. It runs on the thread of that call, so it should do no more than wake somebody, and must
     * not throw.
     *
     * @return what ends it
     * @throws UnsupportedOperationException when the mock is attached to a server
     */
    public fun watchCalls(listener: Runnable): Registration = source.watchCalls(listener)

    /**
     * The IAM policy, as JSON, that allows the [calls] so far and as little else as can be: actions with the resources that
     * they were for. A wildcard stands where an action is about no one thing, and where more than 20 resources of one kind
     * were named. Calls that were refused are in it, too: they are what was asked for.
     *
     * @throws UnsupportedOperationException when the mock is attached to a server
     */
    public fun leastPrivilegePolicy(): String = LeastPrivilege.policy(source.deeds())

    /**
     * The same of each who called: by the ARN of the user or the root user, and for sessions by that of their role.
     *
     * @throws UnsupportedOperationException when the mock is attached to a server
     */
    public fun leastPrivilegePolicies(): Map<String, String> =
        source.deeds().groupBy { it.principal }.mapValues { LeastPrivilege.policy(it.value) }

    /** The faults that [faults] has put up, to look at and to clear. */
    @get:JvmName("faults")
    public val faults: FaultInjection = FaultInjection(source)

    /**
     * Lets calls go wrong: `faults { throttle().on("dynamodb", "PutItem").first(2) }`. Rules hold until they are taken
     * away by what this returns, by [FaultInjection.clear] or a reset.
     *
     * @throws IllegalArgumentException for a service or operation that there is none of; no rule holds then
     */
    @JvmSynthetic
    public fun faults(configure: FaultRules.() -> Unit): Registration = rules.addFaults(configure)

    /** The same for Java: `aws.faults(f -> f.latency(Duration.ofSeconds(2)).on("s3"))`. */
    public fun faults(configure: Consumer<FaultRules>): Registration = rules.addFaults(configure::accept)

    /**
     * Adds to the script of the calls that have to come, in their order: `stub { respond("sqs", "ListQueues") }`. It is
     * strict: see [StubScript]. [verifyStubs] and [io.mockaws.MockAws.close] fail when it was not kept to.
     *
     * @throws IllegalArgumentException for names or members that there are none of; the script stays as it was then
     */
    @JvmSynthetic
    public fun stub(configure: StubScript.() -> Unit): Unit = rules.addStubs(configure)

    /** The same for Java: `aws.stub(s -> s.respond("sqs", "ListQueues"))`. */
    public fun stub(configure: Consumer<StubScript>): Unit = rules.addStubs(configure::accept)

    /** How far the script of [stub] was kept to until now. */
    @get:JvmName("stubs")
    public val stubs: StubsInForce = StubsInForce(source)

    /**
     * Lets [handler] answer an operation in place of its service, until what this returns is closed. The handler that
     * came last is asked, and may call through to the service: `on("sqs", "SendMessage") { callThrough() }`.
     *
     * @param service its name: `sqs`
     * @param operation as AWS names it: `SendMessage`
     * @throws IllegalArgumentException when there is none of that name
     */
    @JvmSynthetic
    public fun on(
        service: String,
        operation: String,
        handler: StubbedCall.() -> Reply,
    ): Registration = rules.addHandler(service, operation, handler)

    /** The same for Java: `aws.on("sqs", "SendMessage", call -> call.fail("OverLimit"))`. */
    public fun on(
        service: String,
        operation: String,
        handler: CallHandler,
    ): Registration = rules.addHandler(service, operation, handler)

    /**
     * Hangs the journal on [failure] as a suppressed exception, so that its report shows what was called. Does nothing
     * where one hangs already, and returns the same [failure]: `throw aws.withCalls(failure)`.
     */
    public fun <T : Throwable> withCalls(failure: T): T =
        failure.also { showCalls(it, unlessNone = false) }

    /** The same, and nothing at all where there were no calls, with [unlessNone]. */
    internal fun showCalls(
        failure: Throwable,
        unlessNone: Boolean,
    ) {
        try {
            val calls = calls()
            if (!unlessNone || calls.isNotEmpty()) CallsUntilFailure.attachTo(failure, calls)
        } catch (unreachable: UncheckedIOException) {
            // The server of an attached mock is gone, which may well be why there is a failure.
            failure.addSuppressed(unreachable)
        }
    }

    /**
     * Fails when calls did not go by the stubs, when stubbed calls were never made, or when a handler of [on] failed.
     * What it tells is not told again; the script is over then.
     *
     * @throws AssertionError that says which, with the journal as a suppressed exception
     */
    public fun verifyStubs() {
        source.complaint()?.let { throw it }
    }
}
