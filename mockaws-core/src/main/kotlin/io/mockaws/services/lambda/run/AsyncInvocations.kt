package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.async.DestinationRecord
import io.mockaws.services.lambda.async.QueuedInvocation
import io.mockaws.services.lambda.function.EventInvokeConfig
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.functions
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.queued
import io.mockaws.services.lambda.state.remove
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * Runs functions that were invoked asynchronously: at once, after an error again in one minute and in two more, and then
 * hands on what came of it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
internal suspend fun LambdaCall.runQueued() {
    val next = state.now.queued.values.minWithOrNull(compareBy({ it.due }, { it.number })) ?: return
    state.write { remove(next) }
    val function = state.now.functions[next.functionName] ?: return
    val version = chosenVersion(function, next.qualifier) ?: return
    val config = function.eventInvokes[next.qualifier ?: LATEST]
    if (now() - next.queuedAt >
        config.mostAge
    ) {
        return give(next, function, "EventAgeExceeded", next.lastVersion, next.lastError)
    }
    val order =
        InvocationOrder(
            this,
            function,
            version,
            next.qualifier,
            next.event,
            next.requestId,
            next.clientContext,
            next.attempts + 1
        )
    val outcome =
        try {
            FunctionRunner.of(world).run(order)
        } catch (throttled: AwsFault) {
            if (throttled.error.code != "TooManyRequestsException") throw throttled
            return again(next.copy(throttles = next.throttles + 1), throttleDelay(next.throttles))
        }
    val run = next.copy(attempts = next.attempts + 1, lastError = outcome.payload, lastVersion = version.version)
    when {
        !outcome.isFailed -> give(run, function, "Success", version.version, outcome.payload)

        run.attempts > (config?.maximumRetryAttempts ?: RETRIES) -> give(
            run,
            function,
            "RetriesExhausted",
            version.version,
            outcome.payload
        )

        else -> retry(run, function, config)
    }
}

/** A retry that would come too late is none. */
private fun LambdaCall.retry(
    run: QueuedInvocation,
    function: LambdaFunction,
    config: EventInvokeConfig?,
) {
    val delay = run.attempts.minutes
    if (clock.now() + delay - run.queuedAt > config.mostAge) {
        give(run, function, "EventAgeExceeded", run.lastVersion, run.lastError)
    } else {
        again(run, delay)
    }
}

private fun LambdaCall.again(
    run: QueuedInvocation,
    delay: Duration,
) {
    val due = clock.now() + delay
    state.write { put(run.copy(due = due)) }
}

/** A second, two, four, and at most five minutes. */
private fun throttleDelay(before: Int): Duration = minOf(1.seconds * (1 shl minOf(before, DOUBLINGS)), 5.minutes)

private val EventInvokeConfig?.mostAge: Duration get() = this?.maximumEventAge?.seconds ?: 6.hours

/** Hands what came of [run] to its destination, and to the dead letters where there is none. */
private fun LambdaCall.give(
    run: QueuedInvocation,
    function: LambdaFunction,
    condition: String,
    version: String?,
    payload: String?,
) {
    val destinations = function.eventInvokes[run.qualifier ?: LATEST]?.destinations
    val record =
        DestinationRecord(run, function.arnOf(run.qualifier ?: LATEST), condition, version, payload, clock.now())
    val destination = if (record.isSuccess) destinations?.onSuccess else destinations?.onFailure
    destination?.destination?.ifEmpty { null }?.let { Arn.parse(it) }?.let { deliver(parcelOf(record, it), it) }
    if (record.isSuccess) return
    val deadLetters = function.versionOf(run.qualifier)?.deadLetterArn?.let { Arn.parse(it) } ?: return
    deliver(deadLetter(run, function), deadLetters)
}

private fun LambdaCall.parcelOf(
    record: DestinationRecord,
    to: Arn,
): Parcel {
    val outcome = if (record.isSuccess) "Success" else "Failure"
    val event =
        EventParts(
            "lambda",
            "Lambda Function Invocation Result - $outcome",
            listOf(to.toString(), record.functionArn),
            clock.now(),
        )
    return Parcel(record.json().toString(), PRINCIPAL, record.functionArn.removeSuffix(":$LATEST"), event = event)
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
private fun deadLetter(
    run: QueuedInvocation,
    function: LambdaFunction,
): Parcel {
    val error = run.lastError?.let { Json.parseToJsonElement(it) } as? JsonObject
    val message = (error?.get("errorMessage") as? JsonPrimitive)?.contentOrNull
    val attributes =
        listOfNotNull(
            "RequestID" to ParcelAttribute("String", run.requestId),
            "ErrorCode" to ParcelAttribute("Number", "200"),
            message?.takeIf { it.isNotEmpty() }?.let {
                "ErrorMessage" to
                    ParcelAttribute("String", it.take(MOST_MESSAGE))
            },
        )
    return Parcel(run.event, PRINCIPAL, function.arn, attributes.toMap())
}

internal const val PRINCIPAL: String = "lambda.amazonaws.com"
private const val RETRIES = 2
private const val DOUBLINGS = 9
private const val MOST_MESSAGE = 1024
