package io.mockaws.services.ssm.op

import io.mockaws.kit.Paging
import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.ParameterVersion
import io.mockaws.services.ssm.parameter.Secured
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.SsmLimits
import io.mockaws.services.ssm.parameter.parameter
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetParameterHistoryRequest(
    val name: String,
    val withDecryption: Boolean = false,
    val maxResults: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class GetParameterHistoryResult(
    val parameters: List<ParameterHistory>,
    val nextToken: String?,
)

@Serializable
internal data class ParameterHistory(
    val name: String,
    val type: String,
    val keyId: String?,
    val lastModifiedDate: Instant,
    val lastModifiedUser: String,
    val description: String?,
    val value: String,
    val allowedPattern: String?,
    val version: Long,
    val labels: List<String>,
    val tier: String,
    val policies: List<ParameterInlinePolicy>,
    val dataType: String,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
internal fun getParameterHistory(
    request: GetParameterHistoryRequest,
    call: SsmCall,
): GetParameterHistoryResult {
    val asked = ParameterName.of(request.name)
    val there = asked.place?.let(call::at) ?: call
    val parameter = there.parameter(asked.key) ?: throw SsmFaults.parameterNotFound()
    val paging = Paging<ParameterVersion>(parameter.name, { "${it.version}" }, SsmFaults::invalidNextToken)
    val page = paging.page(parameter.versions, request.maxResults ?: SsmLimits.HISTORY_PAGE, request.nextToken)
    val shown =
        page.items.map { version ->
            ParameterHistory(
                parameter.name,
                version.type,
                version.keyId,
                version.lastModified,
                version.lastModifiedUser,
                version.description,
                Secured.shown(version, request.withDecryption, there),
                version.allowedPattern,
                version.version,
                version.labels,
                version.tier,
                version.policies.map(::inlineOf),
                version.dataType,
            )
        }
    return GetParameterHistoryResult(shown, page.nextToken)
}
