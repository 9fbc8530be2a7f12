package io.mockaws.services.secretsmanager.rotation

import io.mockaws.services.secretsmanager.secret.Rotation
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretVersion
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerLimits
import io.mockaws.services.secretsmanager.secret.Stages
import io.mockaws.services.secretsmanager.secret.moving
import io.mockaws.services.secretsmanager.secret.remove
import io.mockaws.services.secretsmanager.secret.secret
import io.mockaws.services.secretsmanager.secret.secrets
import io.mockaws.services.secretsmanager.secret.with
import kotlinx.coroutines.CancellationException

private val steps = listOf("createSecret", "setSecret", "testSecret", "finishSecret")

/** Deletes and rotates what is due by itself; to be called before anything is read or written. */
internal suspend fun SecretsCall.settle() {
    while (true) {
        val due = state.firstDue ?: return
        if (due > now()) return
        for (secret in state.now.secrets.values.filter { it.nextDue == due }.sortedBy { it.name }) {
            if (secret.deletion != null) state.write { remove(secret) } else rotateOnSchedule(secret)
        }
    }
}

/** The next window is set before the function runs, so that its own calls do not rotate again. */
private suspend fun SecretsCall.rotateOnSchedule(secret: Secret) {
    val pending = secret.staged(Stages.PENDING)?.takeIf { Stages.CURRENT !in it.stages }
    val token = pending?.id ?: ids.uuid()
    var isClaimed = false
    secret(secret.arn).change { now ->
        val rotation = now.rotation
        if (now.nextDue != secret.nextDue || rotation == null) return@change now
        isClaimed = true
        val next = rotation.rules?.let(RotationSchedule::of)?.next(rotation.next!!.opensAt)
        now.copy(rotation = rotation.copy(next = next)).beginning(token, this)
    }
    if (isClaimed) runRotation(secret.arn, token)
}

/** The secret with the version [token] that is to become the current one, still without a value. */
internal fun Secret.beginning(
    token: String,
    call: SecretsCall,
): Secret {
    val version = version(token) ?: SecretVersion(token, call.now(), kmsKeyId = kmsKeyId)
    if (Stages.PENDING in version.stages) return this
    return with(version.copy(stages = version.stages + Stages.PENDING))
}

/** Has the function of the secret [arn] do all four steps for the version [token]. */
internal suspend fun SecretsCall.runRotation(
    arn: String,
    token: String,
) {
    record(arn, Rotation.Event("RotationStarted", now(), token))
    for (step in steps) {
        val failure = failureOf(step, arn, token) ?: continue
        return record(arn, Rotation.Event("RotationFailed", now(), token, step, failure))
    }
    val isCurrent = secret(arn).get().staged(Stages.CURRENT)?.id == token
    if (!isCurrent) {
        val message = "The version $token does not have the label ${Stages.CURRENT} when the last step is over."
        return record(arn, Rotation.Event("RotationFailed", now(), token, steps.last(), message))
    }
    secret(arn).change { it.copy(lastRotatedAt = now(), lastChangedAt = now()) }
    record(arn, Rotation.Event("RotationSucceeded", now(), token))
}

/** Has the function test how it is set up, as AWS does where it does not rotate at once: with a version that goes again. */
internal suspend fun SecretsCall.testRotation(
    arn: String,
    token: String,
) {
    record(arn, Rotation.Event("TestRotationStarted", now(), token))
    secret(arn).change { secret ->
        val current = secret.staged(Stages.CURRENT) ?: return@change secret
        secret.with(current.copy(id = token, createdAt = now(), stages = listOf(Stages.PENDING)))
    }
    val failure = failureOf("testSecret", arn, token)
    secret(arn).change { secret ->
        val bare = secret.moving(Stages.PENDING, null)
        bare.copy(versions = bare.versions.filterNot { it.id == token && it.stages.isEmpty() })
    }
    val name = if (failure == null) "TestRotationSucceeded" else "TestRotationFailed"
    record(arn, Rotation.Event(name, now(), token, failure?.let { "testSecret" }, failure))
}

/** Why the function failed; null where it did not. What a test's assertion throws is no failure of the function. */
private suspend fun SecretsCall.failureOf(
    step: String,
    arn: String,
    token: String,
): String? {
    val secret = secret(arn).get()
    val function =
        RotationFunction.of(this, secret.name)
            ?: return invokeStep(secret.rotation?.lambdaArn.orEmpty(), step, arn, token)
    return try {
        function.run(RotationStep(step, arn, token, this))
        null
    } catch (ended: CancellationException) {
        throw ended
    } catch (failure: Exception) {
        failure.message ?: failure.javaClass.name
    }
}

private fun SecretsCall.record(
    arn: String,
    event: Rotation.Event,
) {
    secret(arn).change { secret ->
        val rotation = secret.rotation ?: return@change secret
        secret.copy(rotation = rotation.copy(events = (rotation.events + event).takeLast(SecretsManagerLimits.EVENTS)))
    }
}
