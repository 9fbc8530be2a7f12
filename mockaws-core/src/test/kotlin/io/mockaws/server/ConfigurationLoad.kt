package io.mockaws.server

import io.mockaws.MockAws
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.ssm.SsmClient
import kotlin.random.Random

/** Calls of Secrets Manager and Parameter Store, for [RandomLoad]. */
internal class ConfigurationLoad(
    aws: MockAws,
    private val random: Random,
) {
    private val secrets = aws.javaSdk.configure(SecretsManagerClient.builder()).build()
    private val ssm = aws.javaSdk.configure(SsmClient.builder()).build()

    private val steps: List<() -> Any?> =
        listOf(
            { secrets.createSecret { it.name(name()).secretString(value()) } },
            { secrets.createSecret { it.name(name()).secretString(value()) } },
            { secrets.putSecretValue { it.secretId(name()).secretString(value()) } },
            { secrets.putSecretValue { it.secretId(name()).secretString(value()).versionStages("AWSPENDING") } },
            { secrets.getSecretValue { it.secretId(name()) } },
            { secrets.tagResource { r -> r.secretId(name()).tags({ it.key("k").value(value()) }) } },
            { secrets.replicateSecretToRegions { r -> r.secretId(name()).addReplicaRegions({ it.region("eu-west-3") }) } },
            { secrets.removeRegionsFromReplication { it.secretId(name()).removeReplicaRegions("eu-west-3") } },
            { secrets.deleteSecret { it.secretId(name()).recoveryWindowInDays(7) } },
            { secrets.restoreSecret { it.secretId(name()) } },
            { aws.secretsManager.rotation(name(), "rate(1 day)") { } },
            { ssm.putParameter { it.name("/app/${name()}").value(value()).type("String").overwrite(true) } },
            { ssm.putParameter { it.name("/app/${name()}").value(value()).type("String").overwrite(true) } },
            { ssm.labelParameterVersion { it.name("/app/${name()}").labels(name()) } },
            {
                ssm.addTagsToResource { r ->
                    r.resourceType("Parameter").resourceId("/app/${name()}").tags({ it.key("k").value(value()) })
                }
            },
            { ssm.deleteParameter { it.name("/app/${name()}") } },
        )

    /** One more call. */
    fun step() {
        try {
            steps.random(random)()
        } catch (_: IllegalArgumentException) {
            // The fixture's way of being refused.
        }
    }

    private fun name() = "name${random.nextInt(3)}"

    private fun value() = "value ${random.nextInt()}"
}
