package io.mockaws.services.secretsmanager.secret

import kotlin.time.Instant

// Versions and their labels: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html

/**
 * The secret with [version], which takes its labels from the versions that had them.
 *
 * @throws io.mockaws.engine.AwsFault when there are more labels then than a secret may have
 */
internal fun Secret.with(version: SecretVersion): Secret {
    val others = versions.filter { it.id != version.id }
    val bare = copy(versions = others + version.copy(stages = version(version.id)?.stages.orEmpty()))
    return version.stages.fold(bare) { secret, stage ->
        secret.moving(stage, version.id)
    }.checked().pruned(version.createdAt)
}

/**
 * The secret with the label [stage] at the version [to] alone; nowhere for null. Where AWSCURRENT was, AWSPREVIOUS is
 * then, and AWSPENDING is not any more (LocalStack's recording: test_update_secret_version_stages_current_pending).
 */
internal fun Secret.moving(
    stage: String,
    to: String?,
): Secret {
    val from = staged(stage)
    if (from?.id == to) return this
    val moved = copy(versions = versions.map { it.labelled(stage, it.id == to) })
    if (stage != Stages.CURRENT || from == null) return moved
    return moved.copy(
        versions = moved.versions.map {
            val isLast = it.id == from.id
            val left = if (isLast) it.labelled(Stages.PENDING, hasIt = false) else it
            left.labelled(Stages.PREVIOUS, isLast)
        },
    )
}

private fun SecretVersion.labelled(
    stage: String,
    hasIt: Boolean,
): SecretVersion =
    when {
        hasIt == (stage in stages) -> this
        hasIt -> copy(stages = (stages + stage).sorted())
        else -> copy(stages = stages - stage)
    }

/** Refuses more labels than a secret may have. */
internal fun Secret.checked(): Secret {
    if (versions.sumOf { it.stages.size } > SecretsManagerLimits.STAGES) {
        throw SecretsManagerFaults.limitExceeded(
            "The request failed because it would exceed the limit of ${SecretsManagerLimits.STAGES} staging labels " +
                "for a secret.",
        )
    }
    return this
}

/** Without the versions that AWS no longer keeps: those beyond the hundredth that have no label and are a day old. */
private fun Secret.pruned(now: Instant): Secret {
    var excess = versions.size - SecretsManagerLimits.VERSIONS
    if (excess <= 0) return this
    val oldest = now - SecretsManagerLimits.VERSION_KEPT
    return copy(versions = versions.filterNot { it.stages.isEmpty() && it.createdAt < oldest && excess-- > 0 })
}
