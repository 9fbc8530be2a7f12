package io.mockaws.services.ssm.parameter

import io.mockaws.engine.SecretQuery

/** A version of a parameter that was found, whoever keeps it. */
internal class Found(
    /** As the caller called it, without the selector. */
    val name: String,
    val arn: String,
    /** The selector with its colon; null for none. */
    val selector: String?,
    val version: ParameterVersion,
    /** The secret as Secrets Manager has it; null for what is no secret. */
    val source: String? = null,
)

private const val SECRET = "/aws/reference/secretsmanager/"

/**
 * What [text] leads to: a parameter, one of AWS's own, or a secret.
 *
 * @throws io.mockaws.engine.AwsFault where there is none
 */
internal suspend fun SsmCall.find(
    text: String,
    withDecryption: Boolean,
): Found {
    if (text.startsWith(SECRET)) return secret(text, withDecryption)
    val asked = ParameterName.of(text)
    if (asked.name.startsWith(PublicParameters.ROOT)) return public(asked)
    val call = asked.place?.let(::at) ?: this
    val parameter = call.parameter(asked.key) ?: throw SsmFaults.parameterNotFound()
    val arn = ParameterName.arnOf(parameter.name, call.place)
    val version = version(parameter, asked)
    val name = if (asked.place == null) asked.name else parameter.name
    return Found(name, arn, asked.selector?.let { ":$it" }, version)
}

private fun SsmCall.public(asked: ParameterName): Found {
    val parameter = PublicParameters.all(region)[asked.name] ?: throw SsmFaults.parameterNotFound()
    return Found(asked.name, PublicParameters.arnOf(asked.name, region), null, parameter.latest)
}

private fun version(
    parameter: Parameter,
    asked: ParameterName,
): ParameterVersion {
    val selector = asked.selector ?: return parameter.latest
    val number = selector.toLongOrNull()
    return parameter.versions.firstOrNull { if (number != null) it.version == number else selector in it.labels }
        ?: throw SsmFaults.versionNotFound(asked.name, selector)
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
private suspend fun SsmCall.secret(
    text: String,
    withDecryption: Boolean,
): Found {
    if (!withDecryption) throw SsmFaults.secretNeedsDecryption()
    val id = text.removePrefix(SECRET).substringBefore(':')
    val selector = if (':' in text) text.substringAfter(':') else null
    val secret =
        world.links.secrets?.find(SecretQuery(id, selector), place, world)
            ?: throw SsmFaults.secretNotFound(text)
    val version = ParameterVersion(0, Types.SECURE_STRING, secret.text, secret.createdAt, "")
    return Found(text.substringBefore(':'), secret.arn, selector?.let { ":$it" }, version, secret.document)
}
