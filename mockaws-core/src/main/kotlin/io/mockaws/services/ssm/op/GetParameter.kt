package io.mockaws.services.ssm.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ssm.parameter.Found
import io.mockaws.services.ssm.parameter.Secured
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.find
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetParameterRequest(
    val name: String,
    val withDecryption: Boolean = false,
)

@Serializable
internal data class GetParameterResult(
    val parameter: ShownParameter,
)

@Serializable
internal data class ShownParameter(
    val name: String,
    val type: String,
    val value: String,
    val version: Long,
    val selector: String?,
    val sourceResult: String?,
    val lastModifiedDate: Instant,
    val arn: String,
    val dataType: String,
)

@Serializable
internal data class GetParametersRequest(
    val names: List<String>,
    val withDecryption: Boolean = false,
)

@Serializable
internal data class GetParametersResult(
    val parameters: List<ShownParameter>,
    val invalidParameters: List<String>,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
internal suspend fun getParameter(
    request: GetParameterRequest,
    call: SsmCall,
): GetParameterResult =
    GetParameterResult(call.shown(call.find(request.name, request.withDecryption), request.withDecryption))

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
internal suspend fun getParameters(
    request: GetParametersRequest,
    call: SsmCall,
): GetParametersResult {
    val found = ArrayList<ShownParameter>()
    val invalid = ArrayList<String>()
    for (name in request.names.distinct()) {
        try {
            found += call.shown(call.find(name, request.withDecryption), request.withDecryption)
        } catch (refused: AwsFault) {
            if (refused.error.code !in notThere) throw refused
            invalid += name
        }
    }
    return GetParametersResult(found, invalid)
}

private val notThere = setOf("ParameterNotFound", "ParameterVersionNotFound")

internal fun SsmCall.shown(
    found: Found,
    withDecryption: Boolean,
): ShownParameter {
    val version = found.version
    return ShownParameter(
        found.name,
        version.type,
        Secured.shown(version, withDecryption, this),
        version.version,
        found.selector,
        found.source,
        version.lastModified,
        found.arn,
        version.dataType,
    )
}
