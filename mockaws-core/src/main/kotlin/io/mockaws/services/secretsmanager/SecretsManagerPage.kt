package io.mockaws.services.secretsmanager

import io.mockaws.engine.Place
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsManagerState
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateField
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section
import io.mockaws.testing.Calls

/** Secrets and their versions. Paths: account, region, secret. */
internal object SecretsManagerPage : ServicePage<SecretsManagerState>(SecretsManagerService, "AWS Secrets Manager") {
    private const val SECRET_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("secrets" to everywhere(world).sumOf { it.state.now.secrets.size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            SECRET_PATH -> at(world, path)?.state?.now?.secrets?.get(path.last())?.let { view(it, page) }
            else -> null
        }

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> {
        val place = if (path.isEmpty()) world.home else Place(path[0], path[1])
        val fixture = SecretsManagerFixture({ world.context(SecretsManagerService, place) }) { Calls.NONE }
        val value = StateField("value", "Value", isLong = true)
        val fields = if (path.isEmpty()) listOf(StateField("name", "Name"), value) else listOf(value)
        val put =
            StateAction("put", if (path.isEmpty()) "Put a secret" else "Put a value", fields) {
                val name = it["name"] ?: path.last()
                fixture.secret(name, it.getValue("value"))
                listOf(place.account, place.region, name)
            }
        return listOf(put)
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now.secrets.values.map { call to it } }
        val found = all.filter { (_, secret) -> page.admits(secret.name, secret.description.orEmpty()) }
        val slice = page.slice(found) { (call, secret) -> listOf(call.account, call.region, secret.name) }
        val rows =
            slice.entries.map { (call, secret) ->
                val path = listOf(call.account, call.region, secret.name)
                val versions = secret.versions.size
                row(path, secret.name, stateOf(secret), versions, call.region, call.account, secret.lastChangedAt)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Versions" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Changed" to Kind.TIME,
            )
        val table = StateTable("Secrets", columns, rows, slice.next, all.size.toLong(), "name or description contains")
        return StateView(title, "service", table = table)
    }

    private fun stateOf(secret: Secret): String =
        when {
            secret.deletion != null -> "scheduled for deletion"
            secret.isReplica -> "replica of ${secret.primaryRegion}"
            secret.rotation?.isEnabled == true -> "rotated"
            else -> ""
        }

    private fun view(
        secret: Secret,
        page: PageRequest,
    ): StateView {
        val facts =
            mapOf(
                "ARN" to secret.arn,
                "Description" to secret.description,
                "KmsKeyId" to secret.kmsKeyId,
                "CreatedDate" to secret.createdAt,
                "LastChangedDate" to secret.lastChangedAt,
                "LastRotatedDate" to secret.lastRotatedAt,
                "DeletionDate" to secret.deletion?.at,
                "RotationLambdaARN" to secret.rotation?.lambdaArn,
                "Next rotation from" to secret.rotation?.next?.opensAt,
                "PrimaryRegion" to secret.primaryRegion,
                "Replicas" to secret.replicas.joinToString { it.region }.ifEmpty { null },
            )
        val events = secret.rotation?.events.orEmpty().associate { event ->
            "${event.at}" to listOfNotNull(event.name, event.step, event.message).joinToString(": ")
        }
        val versions = secret.versions.withIndex().filter { page.admits(it.value.id, it.value.stages.joinToString()) }
        val slice = page.slice(versions.asSequence().drop(page.after?.toIntOrNull() ?: 0)) { "${it.index + 1}" }
        val rows =
            slice.entries.map { (_, version) ->
                val value = version.string ?: version.binary?.let { "${it.size} bytes" }
                row(emptyList(), version.stages.joinToString(), value, version.id, version.createdAt)
            }
        val columns =
            columns("Labels" to Kind.TEXT, "Value" to Kind.TEXT, "Version" to Kind.TEXT, "Created" to Kind.TIME)
        return StateView(
            title = secret.name,
            kind = "secret",
            sections =
            listOf(
                section("Secret", facts),
                section("Tags", secret.tags.orEmpty()),
                section("Rotations", events),
            ),
            text = secret.policy,
            table = StateTable(
                "Versions",
                columns,
                rows,
                slice.next,
                secret.versions.size.toLong(),
                "label or id contains"
            ),
        )
    }
}
