package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.ResourcePolicy
import io.mockaws.services.lambda.layer.LayerVersion
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.layer
import io.mockaws.services.lambda.state.layerVersion
import io.mockaws.services.lambda.state.layers
import io.mockaws.services.lambda.state.put
import kotlinx.serialization.Serializable

@Serializable
internal data class AddLayerVersionPermissionRequest(
    val layerName: String,
    val versionNumber: Long,
    val statementId: String,
    val action: String,
    val principal: String,
    val organizationId: String? = null,
    val revisionId: String? = null,
)

@Serializable
internal data class AddLayerVersionPermissionResponse(
    val statement: String,
    val revisionId: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
internal fun addLayerVersionPermission(
    request: AddLayerVersionPermissionRequest,
    call: LambdaCall,
): AddLayerVersionPermissionResponse {
    val version = call.layerVersion(request.layerName, request.versionNumber)
    val statement =
        ResourcePolicy.Statement(
            request.statementId,
            request.action,
            request.principal,
            version.arn,
            organization = request.organizationId,
        )
    val policy =
        call.changePolicy(request.layerName, request.versionNumber) { before ->
            if (before?.statement(statement.id) != null) throw LambdaFaults.statementExists(statement.id)
            checkPolicyRevision(request.revisionId, before?.revisionId, "GetLayerPolicy")
            before.with(statement, call)
        }
    return AddLayerVersionPermissionResponse(statement.json().toString(), policy!!.revisionId)
}

@Serializable
internal data class RemoveLayerVersionPermissionRequest(
    val layerName: String,
    val versionNumber: Long,
    val statementId: String,
    val revisionId: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
internal fun removeLayerVersionPermission(
    request: RemoveLayerVersionPermissionRequest,
    call: LambdaCall,
) {
    call.layerVersion(request.layerName, request.versionNumber)
    call.changePolicy(request.layerName, request.versionNumber) { before ->
        checkPolicyRevision(request.revisionId, before?.revisionId, "GetLayerPolicy")
        before ?: throw LambdaFaults.invalidStatement(request.statementId)
        before.without(request.statementId, call)
    }
}

@Serializable
internal data class GetLayerVersionPolicyResponse(
    val policy: String,
    val revisionId: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
internal fun getLayerVersionPolicy(
    request: LayerVersionRequest,
    call: LambdaCall,
): GetLayerVersionPolicyResponse {
    val version = call.layerVersion(request.layerName, request.versionNumber)
    val policy =
        version.policy ?: throw LambdaFaults.notFound("No policy is associated with the given resource.")
    return GetLayerVersionPolicyResponse(policy.document(), policy.revisionId)
}

private fun LambdaCall.changePolicy(
    text: String,
    number: Long,
    change: (ResourcePolicy?) -> ResourcePolicy?,
): ResourcePolicy? {
    val (name, at) = layer(text)
    return at.state.write {
        val layer = layers.getValue(name.name)
        val version: LayerVersion = layer.version(number)!!
        change(version.policy).also { put(layer.with(version.copy(policy = it))) }
    }
}
