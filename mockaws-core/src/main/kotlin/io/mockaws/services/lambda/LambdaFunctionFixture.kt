package io.mockaws.services.lambda

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallerThread
import io.mockaws.engine.settle
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.invocation.LambdaInvocation
import io.mockaws.services.lambda.op.CreateFunctionUrlConfigRequest
import io.mockaws.services.lambda.op.createEventSourceMapping
import io.mockaws.services.lambda.op.createFunctionUrlConfig
import io.mockaws.services.lambda.op.orderOf
import io.mockaws.services.lambda.op.payloadOf
import io.mockaws.services.lambda.run.FunctionRunner
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.put
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch
import io.mockaws.wire.Blob
import io.mockaws.wire.http.HttpHandler
import java.util.function.Consumer

/** One function as a test sees it. */
public class LambdaFunctionFixture internal constructor(
    /** The function's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> LambdaCall,
    private val handler: () -> HttpHandler,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of AWS Lambda, for any function. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such a function. */
    @get:JvmName("exists")
    public val exists: Boolean get() = context().state.now.functions[name] != null

    /** Its Amazon Resource Name, without a version. */
    @get:JvmName("arn")
    public val arn: String get() = FunctionName.arnOf(name, context().place)

    /**
     * Each time that it has run, whoever invoked it, the oldest first.
     *
     * @throws NoSuchElementException when it has not, and there is no such function
     */
    @get:JvmName("invocations")
    public val invocations: List<LambdaInvocation>
        get() {
            val call = context()
            call.settle()
            return FunctionRunner.of(call.world).invocations.of(arn).also { if (it.isEmpty()) checkThere(call) }
        }

    /**
     * Invokes it and waits, as Invoke does.
     *
     * @param event as JSON
     * @return what it came to; it may have failed
     * @throws NoSuchElementException when there is no such function
     * @throws IllegalStateException when no code of it can run here, or too many of it run
     */
    @JvmOverloads
    public fun invoke(event: String = "{}"): LambdaInvocation {
        val call = context()
        checkThere(call)
        return try {
            CallerThread().complete {
                val order = call.orderOf(call.function(name), payloadOf(Blob(event.encodeToByteArray()), Int.MAX_VALUE))
                val runner = FunctionRunner.of(call.world)
                runner.run(order)
                runner.invocations.of(order.function.arn).last { it.requestId == order.requestId }
            }.also { call.settle() }
        } catch (refused: AwsFault) {
            throw IllegalStateException(refused.message, refused)
        }
    }

    /**
     * Changes its configuration: `configure { timeout = 10.seconds; environment["TABLE"] = "orders" }`.
     *
     * @throws NoSuchElementException when there is no such function
     */
    @JvmSynthetic
    public fun configure(change: LambdaFunctionOptions.() -> Unit): LambdaFunctionFixture =
        apply {
            val call = context()
            call.state.write {
                val before: LambdaFunction = functions[name] ?: throw noSuch("function", name, functions.keys)
                put(LambdaFunctionOptions(before).apply(change).applied())
            }
        }

    /** The same for Java: `configure(o -> o.environment().put("TABLE", "orders"))`. */
    public fun configure(change: Consumer<LambdaFunctionOptions>): LambdaFunctionFixture =
        configure { change.accept(this) }

    /**
     * Its URL, to send requests to: that of the function itself, which is made where it has none, as
     * CreateFunctionUrlConfig does, without authentication.
     *
     * @throws IllegalStateException when there is no such function
     */
    public fun url(): FunctionUrlFixture {
        val call = context()
        val function = checkNotNull(call.state.now.functions[name]) { "There is no function $name (any more)" }
        val known = function.urls[LATEST]?.url
        val made = known ?: createFunctionUrlConfig(CreateFunctionUrlConfigRequest(name, "NONE"), call).functionUrl
        if (known == null) call.settle()
        return FunctionUrlFixture(made, handler)
    }

    /**
     * Has it read a queue or a stream from here on, as CreateEventSourceMapping does:
     * `eventSource(queue.arn) { batchSize = 5 }`.
     *
     * @param arn of a queue, or of a stream of DynamoDB or Kinesis
     * @throws IllegalArgumentException when Lambda would refuse it: there is no such queue, the function reads it already
     */
    @JvmSynthetic
    public fun eventSource(
        arn: String,
        configure: EventSourceOptions.() -> Unit = {},
    ): LambdaFunctionFixture =
        apply {
            val request = EventSourceOptions(name, arn).apply(configure).request()
            val call = context()
            try {
                CallerThread().complete { createEventSourceMapping(request, call) }
                call.settle()
            } catch (refused: AwsFault) {
                throw IllegalArgumentException(refused.message, refused)
            }
        }

    /** The same for Java, as AWS has it by default. */
    public fun eventSource(arn: String): LambdaFunctionFixture = eventSource(arn) {}

    /** The same for Java: `eventSource(queue.arn(), o -> o.batchSize(5))`. */
    public fun eventSource(
        arn: String,
        configure: Consumer<EventSourceOptions>,
    ): LambdaFunctionFixture = eventSource(arn) { configure.accept(this) }

    private fun checkThere(call: LambdaCall) {
        val functions = call.state.now.functions
        if (name !in functions) throw noSuch("function", name, functions.keys)
    }

    override fun toString(): String = "LambdaFunctionFixture($name)"
}
