package io.mockaws.services.ssm.op

import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterFilters
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.ParameterPolicy
import io.mockaws.services.ssm.parameter.ParameterStringFilter
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.SsmLimits
import io.mockaws.services.ssm.parameter.parameters
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class DescribeParametersRequest(
    val filters: List<ParametersFilter> = emptyList(),
    val parameterFilters: List<ParameterStringFilter> = emptyList(),
    val maxResults: Int? = null,
    val nextToken: String? = null,
)

/** A filter of older days. */
@Serializable
internal data class ParametersFilter(
    val key: String,
    val values: List<String>,
)

@Serializable
internal data class DescribeParametersResult(
    val parameters: List<ParameterMetadata>,
    val nextToken: String?,
)

@Serializable
internal data class ParameterMetadata(
    val name: String,
    val arn: String,
    val type: String,
    val keyId: String?,
    val lastModifiedDate: Instant,
    val lastModifiedUser: String,
    val description: String?,
    val allowedPattern: String?,
    val version: Long,
    val tier: String,
    val policies: List<ParameterInlinePolicy>,
    val dataType: String,
)

@Serializable
internal data class ParameterInlinePolicy(
    val policyText: String,
    val policyType: String,
    val policyStatus: String,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
internal fun describeParameters(
    request: DescribeParametersRequest,
    call: SsmCall,
): DescribeParametersResult {
    if (request.filters.isNotEmpty() && request.parameterFilters.isNotEmpty()) {
        throw SsmFaults.validation("You can use either Filters or ParameterFilters in a single request.")
    }
    val older = request.filters.map { ParameterStringFilter(it.key, optionOf(it.key), it.values) }
    val filters = ParameterFilters(older + request.parameterFilters, isByPath = false)
    val found = call.parameters().filter { filters.admits(it) }
    val query = listOf(request.filters, request.parameterFilters)
    val page = page(found, query, request.maxResults ?: SsmLimits.PAGE, request.nextToken)
    return DescribeParametersResult(page.items.map { metadataOf(it, call) }, page.nextToken)
}

private fun optionOf(key: String) = if (key == "Name") "BeginsWith" else "Equals"

private fun metadataOf(
    parameter: Parameter,
    call: SsmCall,
): ParameterMetadata {
    val latest = parameter.latest
    return ParameterMetadata(
        parameter.name,
        ParameterName.arnOf(parameter.name, call.place),
        latest.type,
        latest.keyId,
        latest.lastModified,
        latest.lastModifiedUser,
        latest.description,
        latest.allowedPattern,
        latest.version,
        latest.tier,
        latest.policies.map(::inlineOf),
        latest.dataType,
    )
}

internal fun inlineOf(policy: ParameterPolicy) = ParameterInlinePolicy(
    policy.text,
    policy.type,
    if (policy.isDone) "Finished" else "Pending"
)
