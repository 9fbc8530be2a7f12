package io.mockaws.services.lambda.op

import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.Alias
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import kotlinx.serialization.Serializable

@Serializable
internal data class AliasConfiguration(
    val aliasArn: String,
    val name: String,
    val functionVersion: String,
    val description: String,
    val routingConfig: AliasRoutingConfiguration?,
    val revisionId: String,
)

@Serializable
internal data class AliasRoutingConfiguration(
    val additionalVersionWeights: Map<String, Double>? = null,
)

private fun Alias.shown(function: LambdaFunction) =
    AliasConfiguration(
        function.arnOf(name),
        name,
        version,
        description,
        weights.takeIf { it.isNotEmpty() }?.let { AliasRoutingConfiguration(it) },
        revisionId,
    )

@Serializable
internal data class CreateAliasRequest(
    val functionName: String,
    val name: String,
    val functionVersion: String,
    val description: String? = null,
    val routingConfig: AliasRoutingConfiguration? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
internal fun createAlias(
    request: CreateAliasRequest,
    call: LambdaCall,
): AliasConfiguration {
    val found = call.function(request.functionName)
    val version = request.functionVersion
    if (found.orNull() == null) throw LambdaFaults.noFunction("${found.name.arn}:$version")
    val function =
        found.change { before ->
            before.version(version) ?: throw LambdaFaults.noFunction(before.arnOf(version))
            if (request.name in before.aliases) {
                throw LambdaFaults.conflict("Alias already exists: ${before.arnOf(request.name)}")
            }
            val weights = before.weights(request.routingConfig, version)
            val alias = Alias(request.name, version, request.description.orEmpty(), call.ids.uuid(), weights)
            before.copy(aliases = before.aliases + (alias.name to alias))
        }
    return function.aliases.getValue(request.name).shown(function)
}

/** What [routing] says, which shares the calls for [version] with one other. */
private fun LambdaFunction.weights(
    routing: AliasRoutingConfiguration?,
    version: String,
): Map<String, Double> {
    val weights = routing?.additionalVersionWeights.orEmpty()
    if (weights.isEmpty()) return weights
    if (weights.size > 1) {
        throw LambdaFaults.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    }
    val (other, weight) = weights.entries.single()
    if (weight !in 0.0..1.0) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '{$other=$weight}' at 'routingConfig.additionalVersionWeights' " +
                "failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less " +
                "than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
        )
    }
    if (version == LATEST) {
        throw LambdaFaults.invalid("\$LATEST is not supported for an alias pointing to more than 1 version")
    }
    if (other == version) {
        throw LambdaFaults.invalid(
            "Invalid function version $version. Function version $version is already included in routing configuration.",
        )
    }
    version(other) ?: throw LambdaFaults.noFunction(arnOf(other))
    return weights
}

@Serializable
internal data class AliasRequest(
    val functionName: String,
    val name: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
internal fun getAlias(
    request: AliasRequest,
    call: LambdaCall,
): AliasConfiguration {
    val found = call.function(request.functionName)
    val arn = "${found.name.arn}:${request.name}"
    val function = found.orNull() ?: throw LambdaFaults.noAlias(arn)
    return function.aliases[request.name]?.shown(function) ?: throw LambdaFaults.noAlias(arn)
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
internal fun deleteAlias(
    request: AliasRequest,
    call: LambdaCall,
) {
    val found = call.function(request.functionName)
    found.orNull() ?: return
    found.change { function ->
        function.copy(
            aliases = function.aliases - request.name,
            provisioned = function.provisioned - request.name,
            urls = function.urls - request.name,
            policies = function.policies - request.name,
            eventInvokes = function.eventInvokes - request.name,
        )
    }
}

@Serializable
internal data class UpdateAliasRequest(
    val functionName: String,
    val name: String,
    val functionVersion: String? = null,
    val description: String? = null,
    val routingConfig: AliasRoutingConfiguration? = null,
    val revisionId: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
internal fun updateAlias(
    request: UpdateAliasRequest,
    call: LambdaCall,
): AliasConfiguration {
    val found = call.function(request.functionName)
    val missing = LambdaFaults.notFound("Alias not found: ${found.name.arn}:${request.name}")
    found.orNull() ?: throw missing
    val function =
        found.change { before ->
            val alias = before.aliases[request.name] ?: throw missing
            if (request.revisionId != null && request.revisionId != alias.revisionId) {
                throw LambdaFaults.otherRevision("GetFunction/GetAlias")
            }
            val version = request.functionVersion ?: alias.version
            before.version(version) ?: throw LambdaFaults.noFunction(before.arnOf(version))
            val weights = request.routingConfig?.let { before.weights(it, version) } ?: alias.weights
            val next =
                alias.copy(
                    version = version,
                    description = request.description ?: alias.description,
                    weights = weights,
                    revisionId = call.ids.uuid(),
                )
            before.copy(aliases = before.aliases + (next.name to next))
        }
    return function.aliases.getValue(request.name).shown(function)
}

@Serializable
internal data class ListAliasesRequest(
    val functionName: String,
    val functionVersion: String? = null,
    val marker: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListAliasesResponse(
    val nextMarker: String?,
    val aliases: List<AliasConfiguration>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
internal fun listAliases(
    request: ListAliasesRequest,
    call: LambdaCall,
): ListAliasesResponse {
    val function = call.function(request.functionName).get()
    val version = request.functionVersion
    val all =
        function.aliases.values.filter { version == null || it.version == version || version in it.weights }
            .sortedBy { it.name }
    val page =
        Paging(listOf(function.name, version), Alias::name, ::badMarker)
            .page(all, pageSize(request.maxItems), request.marker)
    return ListAliasesResponse(page.nextToken, page.items.map { it.shown(function) })
}
