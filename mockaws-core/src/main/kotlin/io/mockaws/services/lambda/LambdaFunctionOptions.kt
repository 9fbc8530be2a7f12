package io.mockaws.services.lambda

import io.mockaws.services.lambda.function.LambdaFunction
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration

/**
 * How a function is configured.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html">UpdateFunctionConfiguration</a>
 */
public class LambdaFunctionOptions internal constructor(
    private val function: LambdaFunction,
) {
    /** How long it may run: 1 s to 15 min in whole seconds; AWS's default is 3 s. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var timeout: Duration = function.latest.timeout.seconds

    /** In MB: 128 to 10,240. It is told to the function, and nobody measures it. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var memorySize: Int = function.latest.memorySize

    /** What it says of itself. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var description: String = function.latest.description

    /** How many of it may run at once: 0 for none; null for as many as the account has left, which is AWS's default. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var reservedConcurrency: Int? = function.reservedConcurrency

    /** Its environment variables, which its code finds by `System.getenv` and in its context. */
    @get:JvmName("environment")
    public val environment: MutableMap<String, String> = LinkedHashMap(function.latest.environment.orEmpty())

    /** See [timeout]. */
    public fun timeout(timeout: java.time.Duration): LambdaFunctionOptions = apply {
        this.timeout = timeout.toKotlinDuration()
    }

    /** See [memorySize]. */
    public fun memorySize(memorySize: Int): LambdaFunctionOptions = apply { this.memorySize = memorySize }

    /** See [description]. */
    public fun description(description: String): LambdaFunctionOptions = apply { this.description = description }

    /** See [reservedConcurrency]. */
    public fun reservedConcurrency(reservedConcurrency: Int?): LambdaFunctionOptions = apply {
        this.reservedConcurrency = reservedConcurrency
    }

    internal fun applied(): LambdaFunction {
        val seconds = timeout.inWholeSeconds
        require(timeout == seconds.seconds && seconds in 1..MOST_SECONDS) {
            "A function may run for 1 s to 15 min in whole seconds, not $timeout"
        }
        require(memorySize in LEAST_MEMORY..MOST_MEMORY) { "A function has 128 to 10240 MB, not $memorySize" }
        return function.changing {
            it.copy(
                timeout = seconds.toInt(),
                memorySize = memorySize,
                description = description,
                environment = environment.toMap().ifEmpty { it.environment },
            )
        }.copy(reservedConcurrency = reservedConcurrency)
    }

    private companion object {
        const val MOST_SECONDS = 900L
        const val LEAST_MEMORY = 128
        const val MOST_MEMORY = 10_240
    }
}
