package io.mockaws.services.lambda

import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.invocation.LambdaContext
import io.mockaws.services.lambda.invocation.LambdaInvocation
import io.mockaws.services.lambda.invocation.PlainJson
import io.mockaws.services.lambda.jvm.JavaTypes
import io.mockaws.services.lambda.op.sha256
import io.mockaws.services.lambda.run.TestHandler
import io.mockaws.services.lambda.run.functionKey
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.put
import io.mockaws.testing.Calls
import io.mockaws.wire.http.HttpHandler
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.serializer

/**
 * AWS Lambda as a test sees it: `aws.lambda.function("resize") { event -> ... }`. Works in the account and region of the
 * mock.
 *
 * A function's code is the test's own, and runs in this JVM: on the thread or in the coroutine of who invokes it, with this
 * mock in scope, by this mock's clock. A function that CreateFunction has made runs likewise where its `Handler` names a
 * class of the class path.
 */
public class LambdaFixture internal constructor(
    private val context: () -> LambdaCall,
    private val handler: () -> HttpHandler,
    private val journal: () -> Calls,
) {
    /** Events as other services send them. */
    @get:JvmName("events")
    public val events: LambdaEvents = LambdaEvents(context)

    /** The function [name], to look into, to configure and to invoke. Makes nothing. */
    public fun function(name: String): LambdaFunctionFixture = LambdaFunctionFixture(name, context, handler, journal)

    /**
     * Gives the function [name] this code, and makes it where there is none:
     *
     * ```
     * aws.lambda.function("resize") { event ->
     *     s3.putObject { ... }
     *     mapOf("resized" to event.jsonObject["key"])
     * }
     * ```
     *
     * @param name letters, digits, hyphens and underscores, at most 64
     * @param handler takes the event and returns what becomes JSON: a `JsonElement`, a map, a list, text, a number; it
     *   fails by an exception. It may suspend, which takes no real time in `runTest`
     * @throws IllegalArgumentException for a name that AWS would refuse
     */
    @JvmSynthetic
    public fun function(
        name: String,
        handler: suspend LambdaContext.(event: JsonElement) -> Any?,
    ): LambdaFunctionFixture =
        give(name, isSuspending = true) { event, context ->
            PlainJson.write(context.handler(Json.parseToJsonElement(event))).toString()
        }

    /**
     * The same with types of kotlinx-serialization: `aws.lambda.function<Order, Receipt>("pay") { order -> Receipt(...) }`.
     * Members of an event that its type does not have are ignored.
     */
    @JvmSynthetic
    @JvmName("typedFunction")
    public inline fun <reified I, reified O> function(
        name: String,
        noinline handler: suspend LambdaContext.(event: I) -> O,
    ): LambdaFunctionFixture = typed(name, serializer<I>(), serializer<O>(), handler)

    @PublishedApi
    @JvmSynthetic
    internal fun <I, O> typed(
        name: String,
        input: KSerializer<I>,
        output: KSerializer<O>,
        handler: suspend LambdaContext.(I) -> O,
    ): LambdaFunctionFixture =
        give(name, isSuspending = true) { event, context ->
            lenient.encodeToString(output, context.handler(lenient.decodeFromString(input, event)))
        }

    /**
     * The same for Java: `aws.lambda().function("resize", Map.class, (event, context) -> ...)`.
     *
     * @param type what the event is read as: `Map`, `String`, a class of `aws-lambda-java-events`, a class of your own; the
     *   latter two need `aws-lambda-java-serialization` on the class path
     */
    public fun <I> function(
        name: String,
        type: Class<I>,
        handler: LambdaHandler<I>,
    ): LambdaFunctionFixture {
        val types = JavaTypes.of(type.classLoader ?: LambdaFixture::class.java.classLoader)
        return give(name, isSuspending = false) { event, context ->
            @Suppress("UNCHECKED_CAST")
            types.write(handler.handle(types.read(event, type) as I, context), Any::class.java)
        }
    }

    /**
     * Makes the function [name] of a class of the class path, as CreateFunction does whose `Handler` names it: a
     * `RequestHandler`, a `RequestStreamHandler`. Its instances are made when they are needed, by its constructor without
     * parameters.
     */
    public fun function(
        name: String,
        handler: Class<*>,
    ): LambdaFunctionFixture {
        val call = context()
        call.world.functions.remove(functionKey(call, name))
        make(call, name) { it.copy(handler = handler.name) }
        return function(name)
    }

    /** Every function of the mock's account and region, by name. */
    public fun functions(): List<LambdaFunctionFixture> =
        context().state.now.functions.keys.sorted().map { function(it) }

    /**
     * Invokes the function [name] and waits for it, as Invoke does.
     *
     * @param event as JSON
     * @return what it came to; it may have failed
     * @throws NoSuchElementException when there is no such function
     * @throws IllegalStateException when no code of it can run here
     */
    @JvmOverloads
    public fun invoke(
        name: String,
        event: String = "{}",
    ): LambdaInvocation = function(name).invoke(event)

    private fun give(
        name: String,
        isSuspending: Boolean,
        run: suspend (event: String, context: LambdaContext) -> String,
    ): LambdaFunctionFixture {
        val call = context()
        make(call, name) { it }
        call.world.functions[functionKey(call, name)] = TestHandler(isSuspending, run)
        return function(name)
    }

    private fun make(
        call: LambdaCall,
        name: String,
        change: (FunctionVersion) -> FunctionVersion,
    ) {
        require(nameRule.matches(name)) { "A function is called by 1 to 64 letters, digits, - and _, not \"$name\"" }
        call.state.write {
            val arn = call.function(name).name.arn
            val before = functions[name] ?: LambdaFunction(name, arn, versionOf(call, name), isOpen = true)
            put(before.changing(change))
        }
    }

    private fun versionOf(
        call: LambdaCall,
        name: String,
    ) = FunctionVersion(
        role = "arn:aws:iam::${call.account}:role/lambda",
        codeSha256 = sha256(name.encodeToByteArray()),
        codeSize = 0,
        lastModified = call.now(),
        revisionId = call.ids.uuid(),
        runtime = "java21",
        handler = name,
    )

    override fun toString(): String = "LambdaFixture(${context().state.now.functions.keys.sorted()})"

    private companion object {
        val nameRule = Regex("[a-zA-Z0-9-_]{1,64}")
        val lenient = Json { ignoreUnknownKeys = true }
    }
}
