package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.Catalogue
import io.mockaws.engine.ServiceEntry
import io.mockaws.wire.codec.SomeMembers

/**
 * The calls that have to come, in this order, and what each is answered:
 *
 * ```
 * aws.stub {
 *     respond("sqs", "ListQueues", mapOf("QueueUrls" to listOf("http://q")), expected = mapOf("MaxResults" to any()))
 *     fail("dynamodb", "PutItem", "ProvisionedThroughputExceededException")
 * }
 * ```
 *
 * Any other call to a service that is named here fails: the client gets a 400 `UnexpectedCall` that says what was
 * called and what was expected, and the end of the mock throws an [AssertionError]. So do calls that never came.
 * An SDK's retry is a call like any other. Each method returns the script, to go on with.
 */
public class StubScript internal constructor(
    private val catalogue: Catalogue,
    private val answers: Answers,
) {
    internal val steps = ArrayList<Step>()

    /** In place of an expected parameter: it has to be there, with whatever value. */
    public fun any(): Any = AnyValue

    /**
     * Expected parameters beside which there may be others, such as the checksums that SDKs add by themselves. Also
     * for a structure or map within.
     *
     * @param members by AWS's names
     */
    public fun including(members: Map<String, Any?>): Map<String, Any?> = SomeMembers(members)

    /**
     * The next call is [operation] and succeeds.
     *
     * @param service its name: `sqs`
     * @param operation as AWS names it: `SendMessage`
     * @param response the members of the answer: a map by AWS's names, or the response class of either SDK. What is
     * not in it is not answered. Of an operation that mockaws does not implement the AWS SDK for Java has to be on the
     * class path, because it knows the shape. The body of an S3 object is the member `Body` (bytes or text), `ResponseBytes` in
     * Java, a `ByteStream` in Kotlin.
     * @param expected the parameters of the call, all of them, by AWS's names and in the form of [Call.input], with
     * [any] for what may have any value and [including] where there may be others; null for whatever it has
     * @throws IllegalArgumentException for names or members that there are none of
     */
    @JvmOverloads
    public fun respond(
        service: String,
        operation: String,
        response: Any = emptyMap<String, Any?>(),
        expected: Map<String, Any?>? = null,
    ): StubScript = step(service, operation, expected) { answers.success(it, operation, response) }

    /** The same with members by AWS's names, so that `mapOf()` needs no types. */
    @JvmOverloads
    public fun respond(
        service: String,
        operation: String,
        response: Map<String, Any?>,
        expected: Map<String, Any?>? = null,
    ): StubScript = respond(service, operation, response as Any, expected)

    /**
     * The next call is [operation] and fails.
     *
     * @param service its name: `sqs`
     * @param operation as AWS names it: `SendMessage`
     * @param code the error's, as AWS has it
     * @param message null for none
     * @param status the HTTP status; null for the error's own, or 400
     * @param expected as for [respond]
     * @throws IllegalArgumentException for names that there are none of
     */
    @JvmOverloads
    public fun fail(
        service: String,
        operation: String,
        code: String,
        message: String? = null,
        status: Int? = null,
        expected: Map<String, Any?>? = null,
    ): StubScript = step(service, operation, expected) { answers.failure(it, code, message, status) }

    /**
     * The next call is [operation] and fails with what [exception] stands for: its error code or, where it has none,
     * the one that its class is named for; its message, its status and its members.
     *
     * @param exception either SDK's exception of a service: `QueueDoesNotExistException.builder().build()`
     * @param expected as for [respond]
     * @throws IllegalArgumentException for names that there are none of, or when the exception does not say which error
     */
    @JvmOverloads
    public fun fail(
        service: String,
        operation: String,
        exception: Throwable,
        expected: Map<String, Any?>? = null,
    ): StubScript = step(service, operation, expected) { answers.failure(it, exception) }

    private fun step(
        service: String,
        operation: String,
        expected: Map<String, Any?>?,
        answer: (ServiceEntry<*>) -> Answer,
    ): StubScript {
        val entry = catalogue.serviceWith(service, operation)
        steps += Step(service, operation, answer(entry), expected?.let { answers.expected(entry, operation, it) })
        return this
    }
}
