package io.mockaws.services.apigateway

import io.mockaws.derive.derivedOperation
import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.apigateway.state.ApiGatewayState
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon API Gateway's REST APIs. Client certificates and what a domain name shares are records, by rules from the
 * model.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
internal object ApiGatewayService : Service<ApiGatewayState>(
    ServiceShapes.of("apigateway"),
    listOf(Protocols.RestJson1),
    StateKind(StateKind.Scope.REGIONAL, ApiGatewayState::create, ApiGatewayState::read),
) {
    override val checks: ModelChecks get() = ApiGatewayChecks

    override fun operation(name: String): Operation<ApiGatewayState, *, *>? {
        if (Models.service("apigateway").operation(name) == null) return null
        val own = RestOperations.of(name) ?: return derivedOperation("apigateway", name)
        return operationByMembers("apigateway", name, own)
    }
}
