package io.mockaws.services.apigateway

import io.mockaws.derive.derivedOperation
import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.apigateway.execute.flushStageAuthorizersCache
import io.mockaws.services.apigateway.http.AUTHORIZERS
import io.mockaws.services.apigateway.http.INTEGRATIONS
import io.mockaws.services.apigateway.http.INTEGRATION_RESPONSES
import io.mockaws.services.apigateway.http.MODELS
import io.mockaws.services.apigateway.http.ROUTES
import io.mockaws.services.apigateway.http.ROUTE_RESPONSES
import io.mockaws.services.apigateway.http.createApi
import io.mockaws.services.apigateway.http.createApiMapping
import io.mockaws.services.apigateway.http.createDeployment
import io.mockaws.services.apigateway.http.createDomainName
import io.mockaws.services.apigateway.http.createStage
import io.mockaws.services.apigateway.http.createVpcLink
import io.mockaws.services.apigateway.http.deleteAccessLogSettings
import io.mockaws.services.apigateway.http.deleteApi
import io.mockaws.services.apigateway.http.deleteApiMapping
import io.mockaws.services.apigateway.http.deleteCorsConfiguration
import io.mockaws.services.apigateway.http.deleteDeployment
import io.mockaws.services.apigateway.http.deleteDomainName
import io.mockaws.services.apigateway.http.deleteIntegration
import io.mockaws.services.apigateway.http.deleteRouteRequestParameter
import io.mockaws.services.apigateway.http.deleteRouteSettings
import io.mockaws.services.apigateway.http.deleteStage
import io.mockaws.services.apigateway.http.deleteVpcLink
import io.mockaws.services.apigateway.http.getApi
import io.mockaws.services.apigateway.http.getApiMapping
import io.mockaws.services.apigateway.http.getApiMappings
import io.mockaws.services.apigateway.http.getApis
import io.mockaws.services.apigateway.http.getDeployment
import io.mockaws.services.apigateway.http.getDeployments
import io.mockaws.services.apigateway.http.getDomainName
import io.mockaws.services.apigateway.http.getDomainNames
import io.mockaws.services.apigateway.http.getStage
import io.mockaws.services.apigateway.http.getStages
import io.mockaws.services.apigateway.http.getTags
import io.mockaws.services.apigateway.http.getVpcLink
import io.mockaws.services.apigateway.http.getVpcLinks
import io.mockaws.services.apigateway.http.tagResource
import io.mockaws.services.apigateway.http.untagResource
import io.mockaws.services.apigateway.http.updateApi
import io.mockaws.services.apigateway.http.updateApiMapping
import io.mockaws.services.apigateway.http.updateDeployment
import io.mockaws.services.apigateway.http.updateDomainName
import io.mockaws.services.apigateway.http.updateIntegration
import io.mockaws.services.apigateway.http.updateStage
import io.mockaws.services.apigateway.http.updateVpcLink
import io.mockaws.services.apigateway.openapi.importApi
import io.mockaws.services.apigateway.openapi.reimportApi
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiGatewayState
import io.mockaws.services.apigateway.state.Members
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon API Gateway's HTTP and WebSocket APIs. Portals and routing rules are records, by rules from the model.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html
 */
internal object ApiGatewayV2Service : Service<ApiGatewayState>(
    ServiceShapes.of("apigatewayv2"),
    listOf(Protocols.RestJson1),
    ApiGatewayService.state,
) {
    override val stateOwner: Service<ApiGatewayState> get() = ApiGatewayService

    override val checks: ModelChecks get() = ApiGatewayV2Checks

    override fun operation(name: String): Operation<ApiGatewayState, *, *>? {
        if (Models.service("apigatewayv2").operation(name) == null) return null
        val own = onApis(name) ?: onRoutes(name) ?: onIntegrations(name) ?: onStages(name) ?: onOthers(name)
            ?: onDomains(name)
        if (own == null) return derivedOperation("apigatewayv2", name)
        return operationByMembers("apigatewayv2", name, own)
    }

    private fun onApis(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateApi" -> ::createApi
            "DeleteApi" -> ::deleteApi
            "DeleteCorsConfiguration" -> ::deleteCorsConfiguration
            "GetApi" -> ::getApi
            "GetApis" -> ::getApis
            "UpdateApi" -> ::updateApi
            else -> null
        }

    private fun onRoutes(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateRoute" -> ROUTES::create
            "CreateRouteResponse" -> ROUTE_RESPONSES::create
            "DeleteRoute" -> { input, call -> ROUTES.delete(input, call) }
            "DeleteRouteRequestParameter" -> ::deleteRouteRequestParameter
            "DeleteRouteResponse" -> { input, call -> ROUTE_RESPONSES.delete(input, call) }
            "GetRoute" -> ROUTES::get
            "GetRouteResponse" -> ROUTE_RESPONSES::get
            "GetRouteResponses" -> ROUTE_RESPONSES::list
            "GetRoutes" -> ROUTES::list
            "UpdateRoute" -> ROUTES::update
            "UpdateRouteResponse" -> ROUTE_RESPONSES::update
            else -> null
        }

    private fun onIntegrations(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateIntegration" -> INTEGRATIONS::create
            "CreateIntegrationResponse" -> INTEGRATION_RESPONSES::create
            "DeleteIntegration" -> ::deleteIntegration
            "DeleteIntegrationResponse" -> { input, call -> INTEGRATION_RESPONSES.delete(input, call) }
            "GetIntegration" -> INTEGRATIONS::get
            "GetIntegrationResponse" -> INTEGRATION_RESPONSES::get
            "GetIntegrationResponses" -> INTEGRATION_RESPONSES::list
            "GetIntegrations" -> INTEGRATIONS::list
            "UpdateIntegration" -> ::updateIntegration
            "UpdateIntegrationResponse" -> INTEGRATION_RESPONSES::update
            else -> null
        }

    private fun onStages(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateDeployment" -> ::createDeployment
            "CreateStage" -> ::createStage
            "DeleteAccessLogSettings" -> ::deleteAccessLogSettings
            "DeleteDeployment" -> ::deleteDeployment
            "DeleteRouteSettings" -> ::deleteRouteSettings
            "DeleteStage" -> ::deleteStage
            "GetDeployment" -> ::getDeployment
            "GetDeployments" -> ::getDeployments
            "GetStage" -> ::getStage
            "GetStages" -> ::getStages
            "UpdateDeployment" -> ::updateDeployment
            "UpdateStage" -> ::updateStage
            else -> null
        }

    private fun onOthers(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateAuthorizer" -> AUTHORIZERS::create
            "CreateModel" -> MODELS::create
            "DeleteAuthorizer" -> { input, call -> AUTHORIZERS.delete(input, call) }
            "DeleteModel" -> { input, call -> MODELS.delete(input, call) }
            "GetAuthorizer" -> AUTHORIZERS::get
            "GetAuthorizers" -> AUTHORIZERS::list
            "GetModel" -> MODELS::get
            "GetModels" -> MODELS::list
            "UpdateAuthorizer" -> AUTHORIZERS::update
            "UpdateModel" -> MODELS::update
            else -> null
        }

    private fun onDomains(name: String): ((Members, ApiCall) -> Members)? =
        when (name) {
            "CreateApiMapping" -> ::createApiMapping
            "CreateDomainName" -> ::createDomainName
            "CreateVpcLink" -> ::createVpcLink
            "ResetAuthorizersCache" -> ::flushStageAuthorizersCache
            "DeleteApiMapping" -> ::deleteApiMapping
            "DeleteDomainName" -> ::deleteDomainName
            "DeleteVpcLink" -> ::deleteVpcLink
            "GetApiMapping" -> ::getApiMapping
            "GetApiMappings" -> ::getApiMappings
            "GetDomainName" -> ::getDomainName
            "GetDomainNames" -> ::getDomainNames
            "GetTags" -> ::getTags
            "GetVpcLink" -> ::getVpcLink
            "GetVpcLinks" -> ::getVpcLinks
            "ImportApi" -> ::importApi
            "ReimportApi" -> ::reimportApi
            "TagResource" -> ::tagResource
            "UntagResource" -> ::untagResource
            "UpdateApiMapping" -> ::updateApiMapping
            "UpdateDomainName" -> ::updateDomainName
            "UpdateVpcLink" -> ::updateVpcLink
            else -> null
        }
}
