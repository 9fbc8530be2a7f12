package io.mockaws.services.ssm

import io.mockaws.engine.BodyStore
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.States
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.sdk.java.JavaSdk
import software.amazon.awssdk.services.ssm.SsmClient
import software.amazon.awssdk.services.ssm.model.ParameterType
import software.amazon.awssdk.services.ssm.model.SsmException
import kotlin.time.Duration
import kotlin.time.Instant

/** A Parameter Store with a clock that stands still, and the Java SDK's clients for it. */
internal class SsmWorld(
    states: States = States(),
) {
    val clock = EngineClock(startAt = Instant.parse("2026-11-21T10:00:00Z"), frozen = true)
    val world = World(clock, Ids(1), BodyStore(), states, Place(ACCOUNT, REGION))
    private val journal = Journal()
    private val engine = Engine(world, journal, Router(listOf(ServiceEntry(SsmService))) { null })

    val fixture = SsmFixture({ world.context(SsmService) }) { journal.all() }
    val client: SsmClient = client(REGION)

    fun client(region: String): SsmClient = JavaSdk(engine, region, ACCOUNT).configure(SsmClient.builder()).build()

    fun advance(duration: Duration) = clock.advanceBy(duration)

    private companion object {
        const val ACCOUNT = "123456789012"
        const val REGION = "us-east-1"
    }
}

internal fun SsmClient.put(
    name: String,
    value: String,
    type: ParameterType = ParameterType.STRING,
): Long = putParameter { it.name(name).value(value).type(type).overwrite(true) }.version()

internal fun SsmClient.value(name: String): String =
    getParameter { it.name(name).withDecryption(true) }.parameter().value()

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: SsmException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
