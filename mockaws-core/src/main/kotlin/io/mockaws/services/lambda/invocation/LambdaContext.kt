package io.mockaws.services.lambda.invocation

import kotlin.time.Duration

/**
 * What a function knows of its invocation beside the event, as the runtimes of AWS Lambda tell it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">Context of a function</a>
 */
public class LambdaContext internal constructor(
    /** The id of the invocation, which retries of it have, too. */
    @get:JvmName("awsRequestId")
    public val awsRequestId: String,
    /** The function's name. */
    @get:JvmName("functionName")
    public val functionName: String,
    /** `$LATEST`, or the number of the version that runs. */
    @get:JvmName("functionVersion")
    public val functionVersion: String,
    /** The ARN that was invoked, with the version or alias that the caller named. */
    @get:JvmName("invokedFunctionArn")
    public val invokedFunctionArn: String,
    /** In MB, as configured; nobody measures it. */
    @get:JvmName("memoryLimitInMb")
    public val memoryLimitInMb: Int,
    /** Where its logs go. */
    @get:JvmName("logGroupName")
    public val logGroupName: String,
    /** Where its logs go in there. */
    @get:JvmName("logStreamName")
    public val logStreamName: String,
    /** What a mobile application has sent, as JSON; null where nothing was sent. */
    @get:JvmName("clientContext")
    public val clientContext: String?,
    variables: Lazy<Map<String, String>>,
    private val remaining: () -> Duration,
) {
    private val lines = StringBuilder()

    /** The variables of the function's configuration, and those that AWS sets: `AWS_REGION`, `AWS_LAMBDA_FUNCTION_NAME`, ... */
    @get:JvmName("environment")
    public val environment: Map<String, String> by variables

    /** How long it may still run, by the mock's clock. */
    @get:JvmSynthetic
    public val remainingTime: Duration get() = remaining().coerceAtLeast(Duration.ZERO)

    /** The same in milliseconds. */
    public fun remainingTimeInMillis(): Int = remainingTime.inWholeMilliseconds.toInt()

    /** Writes a line to the function's log. */
    public fun log(message: String) {
        synchronized(lines) { lines.append(message).append('\n') }
    }

    /** Writes to the log as it comes, without the end of a line. */
    internal fun write(text: String) {
        synchronized(lines) { lines.append(text) }
    }

    /** All that was written to the log. */
    internal fun written(): String = synchronized(lines) { lines.toString() }

    override fun toString(): String = "$functionName:$functionVersion $awsRequestId"
}
