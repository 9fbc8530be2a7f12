package io.mockaws.services.ec2

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
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.services.iam.IamService
import io.mockaws.services.ssm.SsmService
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.ec2.model.Ec2Exception
import software.amazon.awssdk.services.ec2.model.Filter
import software.amazon.awssdk.services.ssm.SsmClient
import kotlin.time.Duration
import kotlin.time.Instant

/** An EC2, and Parameter Store beside it, with a clock that stands still, and the Java SDK's clients for it. */
internal class Ec2World(
    states: States = States(),
    seed: Long = 1,
) {
    val clock = EngineClock(startAt = Instant.parse("2026-11-21T10:00:00Z"), frozen = true)
    val world = World(clock, Ids(seed), BodyStore(), states, Place(ACCOUNT, REGION))
    private val journal = Journal()
    private val services: List<ServiceEntry<*>> = listOf(ServiceEntry(Ec2Service), ServiceEntry(SsmService), ServiceEntry(IamService))
    val engine = Engine(world, journal, Router(services) { name -> services.find { it.service.shape.name == name } })

    val client: Ec2Client = client(REGION)
    val ssm: SsmClient = JavaSdk(engine, REGION, ACCOUNT).configure(SsmClient.builder()).build()

    fun client(
        region: String,
        account: String = ACCOUNT,
    ): Ec2Client = JavaSdk(engine, region, account).configure(Ec2Client.builder()).build()

    fun advance(duration: Duration) = clock.advanceBy(duration)

    companion object {
        const val ACCOUNT = "123456789012"
        const val REGION = "us-east-1"
    }
}

internal fun filter(
    name: String,
    vararg values: String,
): Filter = Filter.builder().name(name).values(*values).build()

internal fun Ec2Client.defaultVpc(): String =
    describeVpcs { it.filters(filter("is-default", "true")) }.vpcs().single().vpcId()

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: Ec2Exception) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
