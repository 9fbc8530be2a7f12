package io.mockaws.services.ssm.op

import io.mockaws.services.ssm.parameter.ParameterName
import io.mockaws.services.ssm.parameter.SsmCall
import io.mockaws.services.ssm.parameter.SsmFaults
import io.mockaws.services.ssm.parameter.parameter
import io.mockaws.services.ssm.parameter.removeParameter
import io.mockaws.services.ssm.parameter.tell
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteParameterRequest(
    val name: String,
)

@Serializable
internal data class DeleteParametersRequest(
    val names: List<String>,
)

@Serializable
internal data class DeleteParametersResult(
    val deletedParameters: List<String>,
    val invalidParameters: List<String>,
)

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
internal fun deleteParameter(
    request: DeleteParameterRequest,
    call: SsmCall,
) {
    if (!call.delete(request.name)) throw SsmFaults.parameterNotFound()
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
internal fun deleteParameters(
    request: DeleteParametersRequest,
    call: SsmCall,
): DeleteParametersResult {
    val (deleted, invalid) = request.names.distinct().partition { call.delete(it) }
    return DeleteParametersResult(deleted, invalid)
}

private fun SsmCall.delete(name: String): Boolean {
    val key = ParameterName.of(name).key
    val gone =
        state.write {
            parameter(key, this).also { removeParameter(key) }
        }
    gone?.let { tell("Delete", it) }
    return gone != null
}
