package io.mockaws.services.secretsmanager

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
import io.mockaws.services.lambda.LambdaService
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException
import kotlin.time.Duration
import kotlin.time.Instant

/** A Secrets Manager, and Lambda for it to call, with a clock that stands still, and the Java SDK's clients for it. */
internal class SecretsWorld(
    states: States = States(),
) {
    val clock = EngineClock(startAt = Instant.parse("2026-11-21T10:00:00Z"), frozen = true)
    val world = World(clock, Ids(1), BodyStore(), states, Place(ACCOUNT, REGION))
    private val journal = Journal()
    private val services: List<ServiceEntry<*>> =
        listOf(ServiceEntry(SecretsManagerService), ServiceEntry(LambdaService))
    val engine = Engine(world, journal, Router(services) { name -> services.find { it.service.shape.name == name } })

    val fixture = SecretsManagerFixture({ world.context(SecretsManagerService) }) { journal.all() }
    val client: SecretsManagerClient = client(REGION)

    fun client(
        region: String,
        account: String = ACCOUNT,
    ): SecretsManagerClient =
        JavaSdk(engine, region, account).configure(SecretsManagerClient.builder()).build()

    fun advance(duration: Duration) = clock.advanceBy(duration)

    companion object {
        const val ACCOUNT = "123456789012"
        const val REGION = "us-east-1"
    }
}

internal fun SecretsManagerClient.make(
    name: String,
    value: String = "s3cret",
): String = createSecret { it.name(name).secretString(value) }.arn()

internal fun SecretsManagerClient.value(
    id: String,
    stage: String? = null,
): String = getSecretValue { it.secretId(id).versionStage(stage) }.secretString()

/** The labels of each version, by what the version holds. */
internal fun SecretsManagerClient.labels(id: String): Map<String, List<String>> =
    listSecretVersionIds { it.secretId(id).includeDeprecated(true) }.versions().associate { version ->
        getSecretValue { it.secretId(id).versionId(version.versionId()) }.secretString() to version.versionStages()
    }

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: SecretsManagerException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
