package io.mockaws.server

import io.mockaws.MockAws
import io.mockaws.services.lambda.zip
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.ssm.SsmClient
import kotlin.random.Random

/** Calls of Secrets Manager, Parameter Store and Lambda, for [RandomLoad]. */
internal class ConfigurationLoad(
    private val aws: MockAws,
    private val random: Random,
) {
    private val secrets = aws.javaSdk.configure(SecretsManagerClient.builder()).build()
    private val ssm = aws.javaSdk.configure(SsmClient.builder()).build()

    private val lambda = aws.javaSdk.configure(LambdaClient.builder()).build()

    private val functions: List<() -> Any?> =
        listOf(
            { aws.lambda.function(name()) { if (random.nextBoolean()) error("no") else "yes" } },
            { lambda.invoke { it.functionName(name()).invocationType("Event") } },
            { lambda.publishVersion { it.functionName(name()) } },
            { lambda.updateFunctionConfiguration { it.functionName(name()).description(value()) } },
            { lambda.createAlias { it.functionName(name()).name("live").functionVersion("1") } },
            { lambda.publishLayerVersion { r -> r.layerName(name()).content { it.zipFile(zip("a" to value())) } } },
            { lambda.deleteLayerVersion { it.layerName(name()).versionNumber(1) } },
            { lambda.deleteFunction { it.functionName(name()) } },
        )

    private val steps: List<() -> Any?> =
        functions + listOf(
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

    /** A function and a layer, which chance alone may leave none of. */
    fun leave() {
        aws.lambda.function("left") { "yes" }
        lambda.publishLayerVersion { r -> r.layerName("left").content { it.zipFile(zip("a" to "left")) } }
    }

    private fun name() = "name${random.nextInt(3)}"

    private fun value() = "value ${random.nextInt()}"
}
