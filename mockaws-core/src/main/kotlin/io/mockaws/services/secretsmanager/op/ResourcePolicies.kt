package io.mockaws.services.secretsmanager.op

import io.mockaws.services.secretsmanager.secret.PolicyChecks
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.services.secretsmanager.secret.changeable
import io.mockaws.services.secretsmanager.secret.secret
import kotlinx.serialization.Serializable

@Serializable
internal data class PutResourcePolicyRequest(
    val secretId: String,
    val resourcePolicy: String,
    val blockPublicPolicy: Boolean = false,
)

@Serializable
internal data class ResourcePolicyRequest(
    val secretId: String,
)

@Serializable
internal data class ResourcePolicyResponse(
    val arn: String,
    val name: String,
)

@Serializable
internal data class GetResourcePolicyResponse(
    val arn: String,
    val name: String,
    val resourcePolicy: String?,
)

@Serializable
internal data class ValidateResourcePolicyRequest(
    val secretId: String? = null,
    val resourcePolicy: String,
)

@Serializable
internal data class ValidateResourcePolicyResponse(
    val policyValidationPassed: Boolean,
    val validationErrors: List<ValidationErrorsEntry>,
)

@Serializable
internal data class ValidationErrorsEntry(
    val checkName: String,
    val errorMessage: String,
)

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
internal fun putResourcePolicy(
    request: PutResourcePolicyRequest,
    call: SecretsCall,
): ResourcePolicyResponse {
    val address = call.changeable(request.secretId)
    PolicyChecks.problem(request.resourcePolicy)?.let { throw SecretsManagerFaults.malformedPolicy(it) }
    if (request.blockPublicPolicy && PolicyChecks.isPublic(request.resourcePolicy)) {
        throw SecretsManagerFaults.publicPolicy()
    }
    return responseOf(address.change { it.copy(policy = request.resourcePolicy) })
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
internal fun getResourcePolicy(
    request: ResourcePolicyRequest,
    call: SecretsCall,
): GetResourcePolicyResponse {
    val secret = call.secret(request.secretId).get()
    return GetResourcePolicyResponse(secret.arn, secret.name, secret.policy)
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html */
internal fun deleteResourcePolicy(
    request: ResourcePolicyRequest,
    call: SecretsCall,
): ResourcePolicyResponse = responseOf(call.changeable(request.secretId).change { it.copy(policy = null) })

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html */
internal fun validateResourcePolicy(
    request: ValidateResourcePolicyRequest,
    call: SecretsCall,
): ValidateResourcePolicyResponse {
    request.secretId?.let { call.secret(it).get() }
    PolicyChecks.problem(request.resourcePolicy)?.let { throw SecretsManagerFaults.malformedPolicy(it) }
    val errors =
        if (PolicyChecks.isPublic(request.resourcePolicy)) {
            val message = "The resource policy grants broad access to the secret."
            listOf(ValidationErrorsEntry("PUBLIC_ACCESS", message))
        } else {
            emptyList()
        }
    return ValidateResourcePolicyResponse(errors.isEmpty(), errors)
}

private fun responseOf(secret: Secret) = ResourcePolicyResponse(secret.arn, secret.name)
