package io.mockaws.services.kafka.cluster

import io.mockaws.engine.AwsFault
import kotlinx.serialization.Serializable

/** What AWS refuses by, each in one place. Those that name a parameter say so in `invalidParameter`, too. */
internal object KafkaFaults {
    @Serializable
    private class Detail(
        val invalidParameter: String,
    )

    private fun bad(
        text: String,
        parameter: String? = null,
    ): AwsFault = if (parameter == null) AwsFault(BAD, text) else AwsFault.with(BAD, text, Detail(parameter))

    fun noCluster(arn: String): AwsFault = AwsFault.with(NOT_FOUND, "Resource not found: $arn", Detail("clusterArn"))

    fun notFound(
        arn: String,
        parameter: String,
    ): AwsFault = AwsFault.with(NOT_FOUND, "Resource not found: $arn", Detail(parameter))

    /** PutClusterPolicy and GetBootstrapBrokers have no NotFoundException. */
    fun badCluster(arn: String): AwsFault = bad("Resource not found: $arn", "clusterArn")

    fun nameTaken(): AwsFault = AwsFault.with(
        "ConflictException",
        "A resource with this name already exists.",
        Detail("name")
    )

    fun unsupportedVersion(
        version: String,
        valid: List<String>,
    ): AwsFault = bad("Unsupported KafkaVersion [$version]. Valid values: $valid", "kafkaVersion")

    fun unevenBrokers(): AwsFault =
        bad(
            "The number of broker nodes must be a multiple of Availability Zones in the Client Subnets parameter.",
            "numberOfBrokerNodes",
        )

    fun wrongVersion(version: String): AwsFault =
        bad("The current version $version is not the version of the resource.", "currentVersion")

    fun notActive(state: String): AwsFault = bad("The cluster is not in the ACTIVE state, but in $state.", "clusterArn")

    fun notForServerless(): AwsFault = bad("This operation cannot be performed on serverless clusters.", "clusterArn")

    fun oneKindNeeded(): AwsFault = bad("Specify either provisioned or serverless.", "provisioned")

    fun nothingToUpdate(): AwsFault =
        bad("The request does not include any updates to the security setting of the cluster")

    fun invalid(
        text: String,
        parameter: String,
    ): AwsFault = bad(text, parameter)

    fun invalidToken(): AwsFault = bad("The token is invalid.", "nextToken")

    fun policyVersion(
        there: String,
        given: String,
    ): AwsFault = bad("Version mismatch: expected $there, got $given", "currentVersion")

    fun inUse(arn: String): AwsFault = bad("The configuration $arn is in use.", "arn")

    private const val BAD = "BadRequestException"
    private const val NOT_FOUND = "NotFoundException"
}
