package io.mockaws.services.apigateway

import io.mockaws.services.apigateway.execute.flushStageAuthorizersCache
import io.mockaws.services.apigateway.execute.testInvokeAuthorizer
import io.mockaws.services.apigateway.execute.testInvokeMethod
import io.mockaws.services.apigateway.openapi.getExport
import io.mockaws.services.apigateway.openapi.importDocumentationParts
import io.mockaws.services.apigateway.openapi.importRestApi
import io.mockaws.services.apigateway.openapi.putRestApi
import io.mockaws.services.apigateway.rest.AUTHORIZERS
import io.mockaws.services.apigateway.rest.DOCUMENTATION_PARTS
import io.mockaws.services.apigateway.rest.DOCUMENTATION_VERSIONS
import io.mockaws.services.apigateway.rest.MODELS
import io.mockaws.services.apigateway.rest.VALIDATORS
import io.mockaws.services.apigateway.rest.createApiKey
import io.mockaws.services.apigateway.rest.createAuthorizer
import io.mockaws.services.apigateway.rest.createBasePathMapping
import io.mockaws.services.apigateway.rest.createDeployment
import io.mockaws.services.apigateway.rest.createDocumentationPart
import io.mockaws.services.apigateway.rest.createDocumentationVersion
import io.mockaws.services.apigateway.rest.createDomainName
import io.mockaws.services.apigateway.rest.createModel
import io.mockaws.services.apigateway.rest.createRequestValidator
import io.mockaws.services.apigateway.rest.createResource
import io.mockaws.services.apigateway.rest.createRestApi
import io.mockaws.services.apigateway.rest.createStage
import io.mockaws.services.apigateway.rest.createUsagePlan
import io.mockaws.services.apigateway.rest.createUsagePlanKey
import io.mockaws.services.apigateway.rest.createVpcLink
import io.mockaws.services.apigateway.rest.deleteApiKey
import io.mockaws.services.apigateway.rest.deleteBasePathMapping
import io.mockaws.services.apigateway.rest.deleteDeployment
import io.mockaws.services.apigateway.rest.deleteDocumentationPart
import io.mockaws.services.apigateway.rest.deleteDomainName
import io.mockaws.services.apigateway.rest.deleteGatewayResponse
import io.mockaws.services.apigateway.rest.deleteIntegration
import io.mockaws.services.apigateway.rest.deleteIntegrationResponse
import io.mockaws.services.apigateway.rest.deleteMethod
import io.mockaws.services.apigateway.rest.deleteMethodResponse
import io.mockaws.services.apigateway.rest.deleteModel
import io.mockaws.services.apigateway.rest.deleteResource
import io.mockaws.services.apigateway.rest.deleteRestApi
import io.mockaws.services.apigateway.rest.deleteStage
import io.mockaws.services.apigateway.rest.deleteUsagePlan
import io.mockaws.services.apigateway.rest.deleteUsagePlanKey
import io.mockaws.services.apigateway.rest.deleteVpcLink
import io.mockaws.services.apigateway.rest.getAccount
import io.mockaws.services.apigateway.rest.getApiKey
import io.mockaws.services.apigateway.rest.getApiKeys
import io.mockaws.services.apigateway.rest.getBasePathMapping
import io.mockaws.services.apigateway.rest.getBasePathMappings
import io.mockaws.services.apigateway.rest.getDeployment
import io.mockaws.services.apigateway.rest.getDeployments
import io.mockaws.services.apigateway.rest.getDocumentationParts
import io.mockaws.services.apigateway.rest.getDomainName
import io.mockaws.services.apigateway.rest.getDomainNames
import io.mockaws.services.apigateway.rest.getGatewayResponse
import io.mockaws.services.apigateway.rest.getGatewayResponses
import io.mockaws.services.apigateway.rest.getIntegration
import io.mockaws.services.apigateway.rest.getIntegrationResponse
import io.mockaws.services.apigateway.rest.getMethod
import io.mockaws.services.apigateway.rest.getMethodResponse
import io.mockaws.services.apigateway.rest.getModelTemplate
import io.mockaws.services.apigateway.rest.getResource
import io.mockaws.services.apigateway.rest.getResources
import io.mockaws.services.apigateway.rest.getRestApi
import io.mockaws.services.apigateway.rest.getRestApis
import io.mockaws.services.apigateway.rest.getStage
import io.mockaws.services.apigateway.rest.getStages
import io.mockaws.services.apigateway.rest.getTags
import io.mockaws.services.apigateway.rest.getUsage
import io.mockaws.services.apigateway.rest.getUsagePlan
import io.mockaws.services.apigateway.rest.getUsagePlanKey
import io.mockaws.services.apigateway.rest.getUsagePlanKeys
import io.mockaws.services.apigateway.rest.getUsagePlans
import io.mockaws.services.apigateway.rest.getVpcLink
import io.mockaws.services.apigateway.rest.getVpcLinks
import io.mockaws.services.apigateway.rest.importApiKeys
import io.mockaws.services.apigateway.rest.putGatewayResponse
import io.mockaws.services.apigateway.rest.putIntegration
import io.mockaws.services.apigateway.rest.putIntegrationResponse
import io.mockaws.services.apigateway.rest.putMethod
import io.mockaws.services.apigateway.rest.putMethodResponse
import io.mockaws.services.apigateway.rest.tagResource
import io.mockaws.services.apigateway.rest.untagResource
import io.mockaws.services.apigateway.rest.updateAccount
import io.mockaws.services.apigateway.rest.updateApiKey
import io.mockaws.services.apigateway.rest.updateBasePathMapping
import io.mockaws.services.apigateway.rest.updateDeployment
import io.mockaws.services.apigateway.rest.updateDomainName
import io.mockaws.services.apigateway.rest.updateGatewayResponse
import io.mockaws.services.apigateway.rest.updateIntegration
import io.mockaws.services.apigateway.rest.updateIntegrationResponse
import io.mockaws.services.apigateway.rest.updateMethod
import io.mockaws.services.apigateway.rest.updateMethodResponse
import io.mockaws.services.apigateway.rest.updateModel
import io.mockaws.services.apigateway.rest.updateRequestValidator
import io.mockaws.services.apigateway.rest.updateResource
import io.mockaws.services.apigateway.rest.updateRestApi
import io.mockaws.services.apigateway.rest.updateStage
import io.mockaws.services.apigateway.rest.updateUsage
import io.mockaws.services.apigateway.rest.updateUsagePlan
import io.mockaws.services.apigateway.rest.updateVpcLink
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.Members

/** What is done of an operation: from its members to its answer's. */
internal typealias ApiOperation = (Members, ApiCall) -> Members

/** The operations of REST APIs that are written, by name. */
internal object RestOperations {
    fun of(name: String): ApiOperation? =
        onApis(name) ?: onMethods(name) ?: onIntegrations(name) ?: onDeployments(name) ?: onParts(name) ?: onKeys(name)
            ?: onOthers(name)

    private fun onApis(name: String): ApiOperation? =
        when (name) {
            "CreateResource" -> ::createResource
            "CreateRestApi" -> ::createRestApi
            "DeleteResource" -> ::deleteResource
            "DeleteRestApi" -> ::deleteRestApi
            "GetResource" -> ::getResource
            "GetResources" -> ::getResources
            "GetRestApi" -> ::getRestApi
            "GetRestApis" -> ::getRestApis
            "UpdateResource" -> ::updateResource
            "UpdateRestApi" -> ::updateRestApi
            else -> null
        }

    private fun onMethods(name: String): ApiOperation? =
        when (name) {
            "DeleteMethod" -> ::deleteMethod
            "DeleteMethodResponse" -> ::deleteMethodResponse
            "GetMethod" -> ::getMethod
            "GetMethodResponse" -> ::getMethodResponse
            "PutMethod" -> ::putMethod
            "PutMethodResponse" -> ::putMethodResponse
            "UpdateMethod" -> ::updateMethod
            "UpdateMethodResponse" -> ::updateMethodResponse
            else -> null
        }

    private fun onIntegrations(name: String): ApiOperation? =
        when (name) {
            "DeleteIntegration" -> ::deleteIntegration
            "DeleteIntegrationResponse" -> ::deleteIntegrationResponse
            "GetIntegration" -> ::getIntegration
            "GetIntegrationResponse" -> ::getIntegrationResponse
            "PutIntegration" -> ::putIntegration
            "PutIntegrationResponse" -> ::putIntegrationResponse
            "UpdateIntegration" -> ::updateIntegration
            "UpdateIntegrationResponse" -> ::updateIntegrationResponse
            else -> null
        }

    private fun onDeployments(name: String): ApiOperation? =
        when (name) {
            "CreateDeployment" -> ::createDeployment
            "CreateStage" -> ::createStage
            "DeleteDeployment" -> ::deleteDeployment
            "DeleteStage" -> ::deleteStage
            "GetDeployment" -> ::getDeployment
            "GetDeployments" -> ::getDeployments
            "GetStage" -> ::getStage
            "GetStages" -> ::getStages
            "UpdateDeployment" -> ::updateDeployment
            "UpdateStage" -> ::updateStage
            else -> null
        }

    private fun onParts(name: String): ApiOperation? =
        when (name) {
            "CreateAuthorizer" -> ::createAuthorizer
            "CreateDocumentationPart" -> ::createDocumentationPart
            "CreateDocumentationVersion" -> ::createDocumentationVersion
            "CreateModel" -> ::createModel
            "CreateRequestValidator" -> ::createRequestValidator
            "DeleteAuthorizer" -> { input, call -> AUTHORIZERS.delete(input, call) }
            "DeleteDocumentationPart" -> ::deleteDocumentationPart
            "DeleteDocumentationVersion" -> { input, call -> DOCUMENTATION_VERSIONS.delete(input, call) }
            "DeleteGatewayResponse" -> ::deleteGatewayResponse
            "DeleteModel" -> ::deleteModel
            "DeleteRequestValidator" -> { input, call -> VALIDATORS.delete(input, call) }
            "GetAuthorizer" -> AUTHORIZERS::get
            "GetAuthorizers" -> { input, call -> AUTHORIZERS.list(input, call) }
            "GetDocumentationPart" -> DOCUMENTATION_PARTS::get
            "GetDocumentationParts" -> ::getDocumentationParts
            "GetDocumentationVersion" -> DOCUMENTATION_VERSIONS::get
            "GetDocumentationVersions" -> { input, call -> DOCUMENTATION_VERSIONS.list(input, call) }
            "GetGatewayResponse" -> ::getGatewayResponse
            "GetGatewayResponses" -> ::getGatewayResponses
            "GetModel" -> MODELS::get
            "GetModelTemplate" -> ::getModelTemplate
            "GetModels" -> { input, call -> MODELS.list(input, call) }
            "GetRequestValidator" -> VALIDATORS::get
            "GetRequestValidators" -> { input, call -> VALIDATORS.list(input, call) }
            "PutGatewayResponse" -> ::putGatewayResponse
            "UpdateAuthorizer" -> { input, call -> AUTHORIZERS.update(input, call) }
            "UpdateDocumentationPart" -> { input, call -> DOCUMENTATION_PARTS.update(input, call) }
            "UpdateDocumentationVersion" -> { input, call -> DOCUMENTATION_VERSIONS.update(input, call) }
            "UpdateGatewayResponse" -> ::updateGatewayResponse
            "UpdateModel" -> ::updateModel
            "UpdateRequestValidator" -> ::updateRequestValidator
            else -> null
        }

    private fun onKeys(name: String): ApiOperation? =
        when (name) {
            "CreateApiKey" -> ::createApiKey
            "CreateUsagePlan" -> ::createUsagePlan
            "CreateUsagePlanKey" -> ::createUsagePlanKey
            "DeleteApiKey" -> ::deleteApiKey
            "DeleteUsagePlan" -> ::deleteUsagePlan
            "DeleteUsagePlanKey" -> ::deleteUsagePlanKey
            "GetApiKey" -> ::getApiKey
            "GetApiKeys" -> ::getApiKeys
            "GetUsage" -> ::getUsage
            "GetUsagePlan" -> ::getUsagePlan
            "GetUsagePlanKey" -> ::getUsagePlanKey
            "GetUsagePlanKeys" -> ::getUsagePlanKeys
            "GetUsagePlans" -> ::getUsagePlans
            "ImportApiKeys" -> ::importApiKeys
            "UpdateApiKey" -> ::updateApiKey
            "UpdateUsage" -> ::updateUsage
            "UpdateUsagePlan" -> ::updateUsagePlan
            else -> null
        }

    private fun onOthers(name: String): ApiOperation? =
        when (name) {
            "CreateBasePathMapping" -> ::createBasePathMapping
            "CreateDomainName" -> ::createDomainName
            "CreateVpcLink" -> ::createVpcLink
            "FlushStageAuthorizersCache" -> ::flushStageAuthorizersCache
            "GetExport" -> ::getExport
            "ImportDocumentationParts" -> ::importDocumentationParts
            "TestInvokeAuthorizer" -> ::testInvokeAuthorizer
            "TestInvokeMethod" -> ::testInvokeMethod
            "DeleteBasePathMapping" -> ::deleteBasePathMapping
            "DeleteDomainName" -> ::deleteDomainName
            "DeleteVpcLink" -> ::deleteVpcLink
            "GetAccount" -> ::getAccount
            "GetBasePathMapping" -> ::getBasePathMapping
            "GetBasePathMappings" -> ::getBasePathMappings
            "GetDomainName" -> ::getDomainName
            "GetDomainNames" -> ::getDomainNames
            "GetTags" -> ::getTags
            "GetVpcLink" -> ::getVpcLink
            "GetVpcLinks" -> ::getVpcLinks
            "ImportRestApi" -> ::importRestApi
            "PutRestApi" -> ::putRestApi
            "TagResource" -> ::tagResource
            "UntagResource" -> ::untagResource
            "UpdateAccount" -> ::updateAccount
            "UpdateBasePathMapping" -> ::updateBasePathMapping
            "UpdateDomainName" -> ::updateDomainName
            "UpdateVpcLink" -> ::updateVpcLink
            else -> null
        }
}
