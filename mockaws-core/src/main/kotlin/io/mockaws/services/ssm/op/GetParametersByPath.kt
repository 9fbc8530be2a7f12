package io.mockaws.services.ssm.op

import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.ssm.parameter.Found
import io.mockaws.services.ssm.parameter.Parameter
import io.mockaws.services.ssm.parameter.ParameterFilters
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.ParameterStringFilter
import io.mockaws.services.ssm.parameter.PublicParameters
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.SsmLimits
import io.mockaws.services.ssm.parameter.parameters
import kotlinx.serialization.Serializable

@Serializable
internal data class GetParametersByPathRequest(
    val path: String,
    val recursive: Boolean = false,
    val parameterFilters: List<ParameterStringFilter> = emptyList(),
    val withDecryption: Boolean = false,
    val maxResults: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class GetParametersByPathResult(
    val parameters: List<ShownParameter>,
    val nextToken: String?,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
internal fun getParametersByPath(
    request: GetParametersByPathRequest,
    call: SsmCall,
): GetParametersByPathResult {
    if (!ParameterName.isPath(request.path)) throw SsmFaults.badPath()
    val isPublic = request.path.startsWith(PublicParameters.ROOT)
    val filters = ParameterFilters(request.parameterFilters, isByPath = true)
    val all = if (isPublic) PublicParameters.all(call.region).values.toList() else call.parameters()
    val found =
        all.filter { ParameterFilters.isBelow(it.name, request.path, request.recursive) && filters.admits(it) }
    val page =
        page(
            found,
            listOf(request.path, request.recursive, request.parameterFilters),
            request.maxResults ?: SsmLimits.PAGE,
            request.nextToken,
        )
    val shown =
        page.items.map { parameter ->
            val arn =
                if (isPublic) {
                    PublicParameters.arnOf(parameter.name, call.region)
                } else {
                    ParameterName.arnOf(parameter.name, call.place)
                }
            call.shown(Found(parameter.name, arn, null, parameter.latest), request.withDecryption)
        }
    return GetParametersByPathResult(shown, page.nextToken)
}

internal fun page(
    all: List<Parameter>,
    query: Any?,
    size: Int,
    token: String?,
): Page<Parameter> =
    Paging(query, Parameter::name, SsmFaults::invalidNextToken).page(all, size, token?.ifEmpty { null })
